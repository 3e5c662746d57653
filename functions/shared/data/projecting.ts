/** Picks attributes in a read, each by a placeholder, because many names are reserved words of DynamoDB. */
export const projecting = (names: readonly string[]) => ({
  ProjectionExpression: names.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
});

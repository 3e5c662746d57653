/** A mail in the outbox. */
export const mailKey = (id: string) => ({ pk: `MAIL#${id}`, sk: 'MAIL' });
/** Says that a mail is being sent, or has been. */
export const sentKey = (id: string) => ({ pk: `MAIL#${id}`, sk: 'SENT' });

/** A mail in the outbox. */
export const mailKey = (id: string) => ({ pk: `MAIL#${id}`, sk: 'MAIL' });
/** The claim on a mail, or the record that it was sent. */
export const sentKey = (id: string) => ({ pk: `MAIL#${id}`, sk: 'SENT' });

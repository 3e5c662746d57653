/** The name of the variable that holds the address mail comes from; it is set only where there is a sender. */
export const MAIL_FROM = 'MAIL_FROM';
/** The name of the variable that holds the address moderators read. */
export const MODERATORS_MAIL = 'MODERATORS_MAIL';

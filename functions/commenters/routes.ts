import { personalPage } from '../shared/api/personalPage.ts';
import { defineRoutes } from '../shared/api/route.ts';
import {
  AddressBody,
  Confirmed,
  Erasure,
  MailSent,
  PersonalData,
  PersonalDataQuery,
  TokenBody,
  TokenQuery,
} from './schema.ts';

const asked = { method: 'POST', audience: 'public', cache: 'none', forms: 'redirected' } as const;
const mailed = { ...asked, body: AddressBody, response: MailSent, success: 202 } as const;
const MAIL_FAILURES = ['mail-unavailable', 'too-many-comments'] as const;

export const commenterRoutes = defineRoutes('commenters.manage', {
  askForConfirmation: {
    ...mailed,
    path: '/v1/commenters/confirmation-mail',
    summary: 'Send a mail with a link that confirms an email address; at most three a day',
    failures: MAIL_FAILURES,
  },
  confirm: {
    ...asked,
    mailedToken: true,
    path: '/v1/commenters/confirmation',
    summary:
      "Confirm an email address: its comments are then known as one person's, who gets the mails about replies they asked for",
    body: TokenBody,
    response: Confirmed,
    success: 200,
    failures: ['link-expired'],
  },
  askForPersonalData: {
    ...mailed,
    path: '/v1/commenters/personal-data-mail',
    summary: 'Send a mail with a link to all comments of an email address; at most three a day',
    failures: MAIL_FAILURES,
  },
  readPersonalData: {
    mailedToken: true,
    method: 'GET',
    audience: 'public',
    cache: 'none',
    path: '/v1/commenters/personal-data',
    summary: 'Read all comments of a person',
    query: PersonalDataQuery,
    response: PersonalData,
    success: 200,
    failures: ['link-expired', 'cursor-invalid'],
  },
  erasePersonalData: {
    mailedToken: true,
    method: 'DELETE',
    audience: 'public',
    cache: 'none',
    path: '/v1/commenters/personal-data',
    summary: 'Erase name, email and text of all comments of a person; repeat it while the answer says that some remain',
    query: TokenQuery,
    response: Erasure,
    success: 200,
    failures: ['link-expired'],
  },
  eraseByForm: {
    ...asked,
    forms: 'page',
    mailedToken: true,
    path: '/v1/commenters/erasure',
    summary: 'Erase all comments of a person, by a form',
    body: TokenBody,
    response: Erasure,
    success: 200,
    failures: ['link-expired'],
  },
  showMailSent: {
    ...personalPage,
    path: '/comments/mail-sent',
    summary: 'Show that a mail was sent',
    failures: [],
  },
  showConfirmation: {
    ...personalPage,
    mailedToken: true,
    path: '/comments/confirmation',
    summary: 'Show the button that confirms an email address; mail scanners follow links, but press no buttons',
    query: TokenQuery,
    failures: ['link-expired'],
  },
  showConfirmed: {
    ...personalPage,
    path: '/comments/confirmed',
    summary: 'Show that an email address is confirmed',
    failures: [],
  },
  showUnsubscription: {
    ...personalPage,
    mailedToken: true,
    path: '/comments/unsubscription',
    summary: 'Show the button that ends mails about replies',
    query: TokenQuery,
    failures: ['link-expired'],
  },
  unsubscribe: {
    ...personalPage,
    mailedToken: true,
    method: 'POST',
    path: '/comments/unsubscription',
    summary: 'End mails about replies; mail programs call it with one click (RFC 8058)',
    query: TokenQuery,
    // The RFC allows both kinds of form.
    ignoresBody: true,
    failures: ['link-expired'],
  },
  showPersonalData: {
    ...personalPage,
    mailedToken: true,
    path: '/comments/personal-data',
    summary: 'Show all comments of a person, with a button that erases them',
    query: TokenQuery,
    failures: ['link-expired'],
  },
});

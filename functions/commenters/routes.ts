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
    summary: 'Mail a link that proves a mailbox; at most three a day',
    failures: MAIL_FAILURES,
  },
  confirm: {
    ...asked,
    mailedToken: true,
    path: '/v1/commenters/confirmation',
    summary: 'Prove a mailbox: comments under it are then those of a known person, and replies are mailed where asked',
    body: TokenBody,
    response: Confirmed,
    success: 200,
    failures: ['link-expired'],
  },
  askForPersonalData: {
    ...mailed,
    path: '/v1/commenters/personal-data-mail',
    summary: 'Mail a link to all that was sent under an address; at most three a day',
    failures: MAIL_FAILURES,
  },
  readPersonalData: {
    mailedToken: true,
    method: 'GET',
    audience: 'public',
    cache: 'none',
    path: '/v1/commenters/personal-data',
    summary: 'Read all that one person has sent',
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
    summary: 'Erase it: name, email and text go, the places in the threads stay; again while some remains',
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
    summary: 'The same for a form',
    body: TokenBody,
    response: Erasure,
    success: 200,
    failures: ['link-expired'],
  },
  showMailSent: {
    ...personalPage,
    path: '/comments/mail-sent',
    summary: 'Says that a mail is on its way',
    failures: [],
  },
  showConfirmation: {
    ...personalPage,
    mailedToken: true,
    path: '/comments/confirmation',
    summary: 'The button that proves a mailbox: scanners of mail follow links, and press none',
    query: TokenQuery,
    failures: ['link-expired'],
  },
  showConfirmed: {
    ...personalPage,
    path: '/comments/confirmed',
    summary: 'Says that a mailbox is proven',
    failures: [],
  },
  showUnsubscription: {
    ...personalPage,
    mailedToken: true,
    path: '/comments/unsubscription',
    summary: 'The button that ends mails about replies',
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
    summary: 'All that one person has sent: to read, or to erase',
    query: TokenQuery,
    failures: ['link-expired'],
  },
});

import { deployed } from '../shared/data/collaborators.ts';
import { environment, MAIL_FROM } from '../shared/environment.ts';
import { createLog } from '../shared/log.ts';
import { mailSend } from './send.function.ts';
import { createSesClient, createTransport } from './transport.ts';

export const handler = mailSend({
  ...deployed('newsroom'),
  transport: createTransport(createSesClient(), environment(MAIL_FROM)),
  log: createLog('mail.send'),
});

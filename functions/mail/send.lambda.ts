import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { createLog } from '../shared/log.ts';
import { MAIL_FROM } from './environment.ts';
import { sendMail } from './send.ts';
import { createSentStore } from './sentStore.ts';
import { createSesClient, createTransport } from './transport.ts';

export const handler = sendMail({
  transport: createTransport(createSesClient(), environment(MAIL_FROM)),
  sent: createSentStore(createClient(), environment(tables.newsroom.environmentName)),
  clock: () => new Date(),
  log: createLog('mail.send'),
});

import { Logger } from '@aws-lambda-powertools/logger';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { MAIL_FROM } from './schema.ts';
import { sendMail } from './send.ts';
import { createSentStore } from './sentStore.ts';
import { createSesClient, createTransport } from './transport.ts';

export const handler = sendMail({
  transport: createTransport(createSesClient(), environment(MAIL_FROM)),
  sent: createSentStore(createClient(), environment(tables.newsroom.environmentName)),
  clock: () => new Date(),
  logger: new Logger({ serviceName: 'mail.send' }),
});

/** The only reader of the environment. Every setting has a default that works; a wrong one is named before anything starts. */
import { resolve } from 'node:path';
import Joi from 'joi';

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Absent: the embedded database in `dataFolder` is used. */
  readonly mongodbUri?: string;
  readonly dataFolder: string;
  /** What runs the processes: our own interpreter, or the bpmn-elements library. */
  readonly executor: 'execution' | 'bpmn-engine';
  /** Whether demo staff may sign in with the published password. */
  readonly demoStaff: boolean;
  /** What an empty database is filled with: a month of demo data, or nothing. */
  readonly demo: 'month' | 'none';
  /** In which customers are written to of whom no language is known. */
  readonly messageLanguage?: string;
  /** Without it mails wait. */
  readonly mail?: { readonly smtpUrl: string; readonly from: string };
  /** Where text messages and webhooks are posted, signed with the secret; without it they wait. */
  readonly smsGateway?: Gateway;
  readonly webhookGateway?: Gateway;
};

export type Gateway = { readonly url: string; readonly secret: string };

const schema = Joi.object({
  HOST: Joi.string().hostname().default('127.0.0.1'),
  PORT: Joi.number().port().allow(0).default(3000),
  MONGODB_URI: Joi.string().pattern(/^mongodb(\+srv)?:\/\//, 'mongodb:// address'),
  DATA_DIR: Joi.string().default('./data'),
  EXECUTOR: Joi.valid('execution', 'bpmn-engine').default('execution'),
  DEMO_STAFF: Joi.boolean(),
  DEMO: Joi.valid('month', 'none'),
  MESSAGE_LANGUAGE: Joi.string()
    .pattern(/^[a-z]{2,3}(-[A-Za-z]{2,8})?$/, 'language such as zh-CN')
    .default('zh-CN'),
  SMTP_URL: Joi.string().uri({ scheme: ['smtp', 'smtps'] }),
  MAIL_FROM: Joi.string().max(200).default('service@caseladder.example'),
  SMS_GATEWAY_URL: Joi.string().uri({ scheme: ['http', 'https'] }),
  WEBHOOK_URL: Joi.string().uri({ scheme: ['http', 'https'] }),
  GATEWAY_SECRET: Joi.string().min(16),
})
  .with('WEBHOOK_URL', 'GATEWAY_SECRET')
  .with('SMS_GATEWAY_URL', 'GATEWAY_SECRET')
  .unknown();

/**
 * Reads the settings. Demo staff are on by default on the embedded database only: a shared database
 * must not open with a published password.
 */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): Config => {
  const { value, error } = schema.validate(environment, { abortEarly: false });
  if (error)
    throw new Error(
      `The settings cannot be used: ${error.details.map(({ message }) => message).join('; ')}. See the README for each setting.`,
    );
  const settings = value as {
    HOST: string;
    PORT: number;
    MONGODB_URI?: string;
    DATA_DIR: string;
    EXECUTOR: Config['executor'];
    DEMO_STAFF?: boolean;
    DEMO?: Config['demo'];
    MESSAGE_LANGUAGE: string;
    SMTP_URL?: string;
    MAIL_FROM: string;
    SMS_GATEWAY_URL?: string;
    WEBHOOK_URL?: string;
    GATEWAY_SECRET?: string;
  };
  if (settings.DEMO === 'month' && settings.MONGODB_URI !== undefined)
    throw new Error(
      'DEMO=month works on the embedded database only; leave MONGODB_URI out, or DEMO. See the README for each setting.',
    );
  const gateway = (url: string): Gateway => ({ url, secret: settings.GATEWAY_SECRET ?? '' });
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataFolder: resolve(settings.DATA_DIR),
    executor: settings.EXECUTOR,
    messageLanguage: settings.MESSAGE_LANGUAGE,
    demoStaff: settings.DEMO_STAFF ?? settings.MONGODB_URI === undefined,
    demo: settings.DEMO ?? (settings.MONGODB_URI === undefined && settings.DEMO_STAFF !== false ? 'month' : 'none'),
    ...(settings.MONGODB_URI !== undefined && { mongodbUri: settings.MONGODB_URI }),
    ...(settings.SMTP_URL !== undefined && { mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM } }),
    ...(settings.SMS_GATEWAY_URL !== undefined && { smsGateway: gateway(settings.SMS_GATEWAY_URL) }),
    ...(settings.WEBHOOK_URL !== undefined && { webhookGateway: gateway(settings.WEBHOOK_URL) }),
  };
};

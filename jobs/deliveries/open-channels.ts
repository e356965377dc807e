/** The channels that the settings set up. */
import { openMail } from './send-mail.ts';
import { sendSigned, type Gateway } from './send-signed.ts';
import type { Channels } from './send.ts';

export type ChannelSettings = {
  readonly mail?: { readonly smtpUrl: string; readonly from: string };
  readonly smsGateway?: Gateway;
  readonly webhookGateway?: Gateway;
};

export const openChannels = (
  { mail, smsGateway, webhookGateway }: ChannelSettings,
  now: () => Date,
): { readonly of: Channels; close(): void } => {
  const mailer = mail && openMail(mail.smtpUrl, mail.from);
  return {
    of: {
      ...(mailer && { mail: mailer.send }),
      ...(smsGateway && { sms: sendSigned(smsGateway, now) }),
      ...(webhookGateway && { webhook: sendSigned(webhookGateway, now) }),
    },
    close: () => mailer?.close(),
  };
};

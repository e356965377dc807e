/** The only door to nodemailer: mail by SMTP. */
import { createTransport } from 'nodemailer';
import { patienceMs, PermanentFailure, type Send } from './send.ts';

/** `smtpUrl`: `smtp://user:password@host:port`, or `smtps://`. */
export const openMail = (smtpUrl: string, from: string): { readonly send: Send; close(): void } => {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    // Texts come from data: nothing in them may make the server read files or addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, to, subject = '', text }) {
      try {
        const { messageId } = await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          // The same on every attempt, so that a mailbox can tell a repeat.
          messageId: `<${id.replaceAll(/[^\w.-]/g, '.')}@caseladder>`,
          headers: { 'X-Caseladder-Delivery': id },
        });
        return messageId;
      } catch (error) {
        const code = (error as { responseCode?: unknown }).responseCode;
        if (typeof code === 'number' && code >= 500) throw new PermanentFailure(String(error));
        throw error;
      }
    },
    close: () => transport.close(),
  };
};

/** Text messages and webhooks: one signed POST to the gateway that was set up. */
import { createHmac } from 'node:crypto';
import type { Delivery } from '../../engine/index.ts';
import { patienceMs, PermanentFailure, type Send } from './send.ts';

export type Gateway = {
  readonly url: string;
  /** Shared with the receiver, who checks the signature with it. */
  readonly secret: string;
};

/** `t=<seconds>,v1=<HMAC-SHA-256 of "<seconds>.<body>" in hex>`; the moment lets a receiver refuse old copies. */
export const signatureOf = (body: string, secret: string, at: Date): string => {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
};

const bodyOf = ({ id, channel, to, text, subject, caseNumber, data, createdAt }: Delivery): string =>
  JSON.stringify(
    channel === 'webhook'
      ? { id, event: to, at: createdAt, caseNumber, subject, text, data }
      : { id, to, text, caseNumber },
  );

/** A 4xx says that the request itself is wrong; these two only that it came at the wrong time. */
const worthRepeating: ReadonlySet<number> = new Set([408, 429]);

export const sendSigned =
  ({ url, secret }: Gateway, now: () => Date): Send =>
  async (delivery) => {
    const body = bodyOf(delivery);
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': delivery.id,
        'Caseladder-Signature': signatureOf(body, secret, now()),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = (await response.text()).slice(0, 200);
    if (response.ok) return response.headers.get('X-Reference') ?? undefined;
    const failure = `${url} answered ${response.status}: ${answer}`;
    if (response.status >= 400 && response.status < 500 && !worthRepeating.has(response.status))
      throw new PermanentFailure(failure);
    throw new Error(failure);
  };

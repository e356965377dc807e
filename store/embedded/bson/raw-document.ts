/** A document that stays bytes until someone needs to look inside; the encoder splices it in unread. */
export class RawDocument {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

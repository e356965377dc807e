/** A file that belongs to a case. What it is lies in the case and its journal; its content in a store of its own. */
export type Attachment = {
  readonly id: string;
  readonly name: string;
  /** Media type, from the content and the ending of the name, never from what a sender claims. */
  readonly type: string;
  readonly size: number;
  /** SHA-256 of the content as lower-case hex. */
  readonly sha256: string;
  /** The work order it was added to; the branch that got it sees it. */
  readonly runId?: string;
  readonly addedAt: Date;
  readonly addedBy: string;
  /** The content is gone, with the reason in the journal. */
  readonly removedAt?: Date;
};

/** Files up to this size, and so many a case. */
export const largestAttachment = 20 * 1024 * 1024;
export const mostAttachments = 200;

/** Where content is kept, in pieces, until its case refers to it; what no case refers to is swept away. */
export type AttachmentStore<Content = unknown> = {
  /** Takes content for a case as it comes and resolves to its id. It is swept away unless it is kept within the hour. */
  write(content: AsyncIterable<Uint8Array>, caseId: string, at: Date): Promise<string>;
  /** The case refers to the content. */
  keep(id: string): Promise<void>;
  /** The case may not refer to the content much longer: the sweep shall look. */
  release(id: string, at: Date): Promise<void>;
  remove(id: string): Promise<void>;
  /** The content, or bytes `start` to before `end` of it. */
  read(id: string, range?: { readonly start: number; readonly end: number }): Content;
  /** Contents written or released before a moment and not kept since. */
  unkept(before: Date, limit: number): Promise<readonly { readonly id: string; readonly caseId: string }[]>;
};

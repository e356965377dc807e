/** What the main thread tells the server's thread at its start. */
export type WorkerSettings = {
  folder: string;
  socketPath: string;
  /** How often expired documents are looked for. */
  ttlIntervalMs: number;
};

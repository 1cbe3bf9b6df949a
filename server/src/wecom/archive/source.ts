/** One archived message, still closed (wecom-callbacks 3.4). */
export interface Envelope {
  /** 64 bit: never a number. */
  seq: bigint;
  msgId: string;
  /** Which private key opens the random key. */
  keyVersion: number;
  /** Base64. */
  encryptedRandomKey: string;
  encryptedMessage: string;
}

export interface MediaChunk {
  bytes: Buffer;
  /** Names the next chunk. */
  nextIndex: string;
  isLast: boolean;
}

/** Where archived messages come from. All failures are `ArchiveFault`. */
export interface ArchiveSource {
  /** Messages after this seq, ascending, at most `limit` (≤ 1000); none at the end. */
  pull(after: bigint, limit: number): Promise<Envelope[]>;
  /** Opens messages with their random keys; of each the JSON text, or why not. */
  open(items: { randomKey: string; encryptedMessage: string }[]): Promise<(string | Error)[]>;
  /** One chunk of at most 512 KB; `index` is '' for the first. */
  media(fileId: string, index: string): Promise<MediaChunk>;
  close(): Promise<void>;
}

import type { Readable } from 'node:stream';

/** First and last byte, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/** A file on this machine's disk, whole. */
export interface StagedFile {
  path: string;
  size: number;
  /** Of these bytes, hex. */
  sha256: string;
}

/** Where files lie for long. Keys are ours: letters, digits, `.`, `-` and `/`. Nothing is ever changed under its key. */
export interface ObjectStore {
  name: 'folder' | 's3';
  /** Durable when it returns; the staged file may be gone then. */
  put(key: string, file: StagedFile): Promise<void>;
  /** null when there is nothing under this key. */
  read(key: string, range?: ByteRange): Promise<Readable | null>;
  /** No error when there is nothing. */
  remove(key: string): Promise<void>;
}

const KEY = /^[\w-]+(?:[./][\w-]+)*$/;

/** A key that could leave its folder or mean something in an address is a bug, not an input. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error('not a key of the object store');
  return key;
}

import { createHmac } from 'node:crypto';
import { normalise } from '../../engines/keywords/normalise.ts';
import type { DataKeys } from '../../platform/secrets.ts';

/** Pieces of a query that are looked up; the found messages are compared with the whole of it afterwards. */
const MAX_QUERY_PIECES = 12;

/** Every one and two characters beside each other, white space apart: `报价 A1` → 报, 报价, 价, a, a1, 1. */
export function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  let before = ' ';
  for (const character of normalise(text)) {
    if (character !== ' ') {
      pieces.add(character);
      if (before !== ' ') pieces.add(before + character);
    }
    before = character;
  }
  return pieces;
}

/** The pieces that a message must have to hold the text: pairs, and characters that stand alone. Empty: nothing to look for. */
export function queryPieces(text: string): string[] {
  const pieces = normalise(text)
    .split(' ')
    .flatMap((word) => {
      const characters = [...word];
      return characters.length === 1
        ? characters
        : characters.slice(1).map((character, index) => characters[index]! + character);
    });
  const distinct = [...new Set(pieces)].filter((piece) => piece !== '');
  if (distinct.length <= MAX_QUERY_PIECES) return distinct;
  const step = distinct.length / MAX_QUERY_PIECES;
  return Array.from({ length: MAX_QUERY_PIECES }, (_, index) => distinct[Math.floor(index * step)]!);
}

const REMEMBERED = 200_000;

/**
 * Turns pieces into the numbers they have in the index: 48 bits of an HMAC, whether chats are encrypted or not, so that the setting may
 * change. Two pieces with one number cost a look at a message too many, nothing else.
 */
export class TokenNumbers {
  private static readonly byKeys = new WeakMap<DataKeys, TokenNumbers>();
  private readonly hmacKeys: Buffer[];
  private readonly remembered = new Map<string, number>();

  private constructor(keys: DataKeys) {
    this.hmacKeys = keys.lookupKeys('chat index');
  }

  static of(keys: DataKeys): TokenNumbers {
    const known = TokenNumbers.byKeys.get(keys) ?? new TokenNumbers(keys);
    TokenNumbers.byKeys.set(keys, known);
    return known;
  }

  /** Under which it is written. */
  current(piece: string): number {
    const known = this.remembered.get(piece);
    if (known !== undefined) return known;
    if (this.remembered.size >= REMEMBERED) this.remembered.clear();
    const number = numberOf(this.hmacKeys[0]!, piece);
    this.remembered.set(piece, number);
    return number;
  }

  /** Under which it may have been written, also with retired keys. */
  all(piece: string): number[] {
    return this.hmacKeys.map((key) => numberOf(key, piece));
  }
}

function numberOf(key: Buffer, piece: string): number {
  return createHmac('sha256', key).update(piece).digest().readUIntBE(0, 6);
}

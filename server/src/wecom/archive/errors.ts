import { DomainError, type ErrorKind } from '../../platform/errors.ts';

/** What can go wrong between us and the archive, by name. */
const FAULTS = {
  /** 10000: corp id, secret, limit, file id or index not accepted. */
  'archive.parameters_refused': { kind: 'upstream', retryable: false },
  /** 10001 */
  'archive.unreachable': { kind: 'unavailable', retryable: true },
  /** 10002, 10003: WeCom's own trouble, or an answer nobody can read. */
  'archive.answer_unreadable': { kind: 'upstream', retryable: true },
  /** 10005 */
  'archive.file_unknown': { kind: 'upstream', retryable: false },
  /** 10006, 10008: the message could not be opened with this key. */
  'archive.message_damaged': { kind: 'upstream', retryable: false },
  /** 10009 */
  'archive.ip_refused': { kind: 'upstream', retryable: true },
  /** 10010: older than five days. */
  'archive.expired': { kind: 'upstream', retryable: false },
  /** 10011 */
  'archive.certificate_refused': { kind: 'upstream', retryable: true },
  /** The JSON in the slice has an errcode of its own. */
  'archive.refused': { kind: 'upstream', retryable: true },
  'archive.library_missing': { kind: 'unavailable', retryable: true },
  'archive.library_crashed': { kind: 'unavailable', retryable: true },
  'archive.library_hung': { kind: 'unavailable', retryable: true },
  /** No private key of this version is configured. */
  'archive.key_missing': { kind: 'unavailable', retryable: true },
  /** The configured keys cannot be read. */
  'archive.keys_unreadable': { kind: 'unavailable', retryable: true },
} as const satisfies Record<string, { kind: ErrorKind; retryable: boolean }>;

export type ArchiveFaultCode = keyof typeof FAULTS;

/** A failure of the archive; `details` say which call, and WeCom's own code where there is one. */
export class ArchiveFault extends DomainError<{ ret?: number; errcode?: number; keyVersion?: number; why?: string }> {
  readonly kind: ErrorKind;
  readonly retryable: boolean;

  constructor(
    readonly code: ArchiveFaultCode,
    details: { ret?: number; errcode?: number; keyVersion?: number; why?: string } = {},
    options?: ErrorOptions,
  ) {
    super(details, options);
    this.kind = FAULTS[code].kind;
    this.retryable = FAULTS[code].retryable;
  }
}

/** Codes of the native functions (doc 91552). */
const BY_RETURN_VALUE: Record<number, ArchiveFaultCode> = {
  10000: 'archive.parameters_refused',
  10001: 'archive.unreachable',
  10002: 'archive.answer_unreadable',
  10003: 'archive.answer_unreadable',
  10005: 'archive.file_unknown',
  10006: 'archive.message_damaged',
  10008: 'archive.message_damaged',
  10009: 'archive.ip_refused',
  10010: 'archive.expired',
  10011: 'archive.certificate_refused',
};

export function faultOfReturnValue(ret: number): ArchiveFault {
  return new ArchiveFault(BY_RETURN_VALUE[ret] ?? 'archive.answer_unreadable', { ret });
}

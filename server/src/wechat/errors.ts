import { DomainError, type ErrorKind } from '../platform/errors.ts';

/**
 * Why WeChat gave no usable answer. `refused_code`: the login code is spent, expired or not WeChat's; a fresh one helps.
 * `misconfigured`: appid or secret are wrong, or something this program does not know.
 */
export type WechatFault = 'refused_code' | 'blocked_person' | 'too_often' | 'unavailable' | 'misconfigured';

const KINDS: Record<WechatFault, ErrorKind> = {
  refused_code: 'invalid',
  blocked_person: 'forbidden',
  too_often: 'limited',
  unavailable: 'unavailable',
  misconfigured: 'upstream',
};

const CODES = {
  refused_code: 'wechat.login_code_refused',
  blocked_person: 'wechat.person_blocked',
  too_often: 'wechat.too_often',
  unavailable: 'wechat.unavailable',
  misconfigured: 'wechat.misconfigured',
} as const;

const FAULT_BY_ERRCODE = new Map<number, WechatFault>([
  [-1, 'unavailable'],
  [40029, 'refused_code'],
  [40163, 'refused_code'],
  [40226, 'blocked_person'],
  [45011, 'too_often'],
]);

/** Holds nothing of the request but the call's path: it carries the app's secret. */
export class WechatError extends DomainError<{ api: string; errcode?: number; httpStatus?: number }> {
  readonly code: (typeof CODES)[WechatFault];
  readonly kind: ErrorKind;
  readonly retryable: boolean;

  constructor(
    readonly fault: WechatFault,
    details: { api: string; errcode?: number; httpStatus?: number },
    options?: ErrorOptions,
  ) {
    super(details, options);
    this.code = CODES[fault];
    this.kind = KINDS[fault];
    this.retryable = fault === 'unavailable' || fault === 'too_often';
  }
}

/** The error for an answer with this errcode. */
export function wechatRefused(api: string, errcode: number): WechatError {
  return new WechatError(FAULT_BY_ERRCODE.get(errcode) ?? 'misconfigured', { api, errcode });
}

/** No mini-program belongs to this installation (WEAPP_APPID and WEAPP_SECRET are not set). */
export class NoMiniProgram extends DomainError {
  readonly code = 'wechat.no_mini_program';
  readonly kind = 'unavailable';
}

/** No official account belongs to this installation (WECHAT_OA_APP_ID and WECHAT_OA_SECRET are not set). */
export class NoOfficialAccount extends DomainError {
  readonly code = 'wechat.no_official_account';
  readonly kind = 'unavailable';
}

/** Codes the sandbox can answer, with the wording clients see (doc 90313). Branch on the number: the text is not a contract. */
export const errorTexts = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40003: 'invalid userid',
  40004: 'invalid media type',
  40006: 'invalid media size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40031: 'invalid userid list',
  40032: 'userid list too long',
  40035: 'invalid parameter',
  40056: 'invalid agentid',
  40058: 'malformed or over-long parameter',
  40063: 'some parameters are empty',
  40066: 'invalid party id',
  40068: 'invalid tag id',
  40096: 'invalid external userid',
  40097: 'handover user not left',
  40098: 'user not real-name verified',
  40099: 'external contact limit of takeover user reached',
  40100: 'external contact already in transfer',
  40126: 'corp tag limit reached',
  40128: 'external contact transferred too often',
  40129: 'external contact in transfer',
  40130: 'handover and takeover are the same user',
  40131: 'handover user is not a follow user',
  40144: 'tag limit of external contact reached',
  40145: 'media_id expired',
  40146: 'invalid range of encrypted media',
  41001: 'access_token missing',
  41035: 'external_userid missing',
  41037: 'contact way type missing',
  41038: 'contact way scene missing',
  41039: 'invalid contact way type',
  41040: 'invalid contact way scene',
  41041: 'contact way user limit exceeded',
  41042: 'invalid contact way style',
  41043: 'config_id missing',
  41044: 'invalid config_id',
  41045: 'contact way quota reached',
  41049: 'welcome_code missing',
  41050: 'invalid or expired welcome_code',
  41051: 'customer has started chatting or welcome already delivered',
  41053: 'external contact has not agreed to archiving',
  41054: 'user not activated',
  41064: 'too many attachments',
  41065: 'attachment type not allowed',
  41072: 'attachment_type mismatch',
  41096: 'welcome message is being distributed',
  42001: 'access_token expired',
  44001: 'empty media data',
  45001: 'media too big',
  45002: 'content too long',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  45035: 'conflicting write to the same record',
  48002: 'api forbidden',
  48005: 'api not available',
  50001: 'redirect_url domain not authorized',
  50002: 'user out of visible range',
  50003: 'app disabled',
  50100: 'invalid cursor',
  60003: 'department not found',
  60011: 'no privilege to access user, party or tag',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  60123: 'invalid party id',
  81013: 'user, party and tag all invalid',
  84014: 'user_ticket expired',
  84015: 'invalid user_ticket',
  84061: 'not external contact',
  84074: 'no external contact permission',
  84084: 'not a follow user',
  301002: 'not allow operate this agent',
  301052: 'archive expired',
  301053: 'archive not enabled',
  301059: 'not an internal group',
  301060: 'too many pairs',
  301061: 'invalid userid or external userid',
  42052: 'message too old to recall',
} as const;

export type ErrorCode = keyof typeof errorTexts;

/** A documented refusal. `detail` is added to the text for whoever reads it. */
export class ApiError extends Error {
  readonly errcode: ErrorCode;

  constructor(errcode: ErrorCode, detail = '') {
    super(detail ? `${errorTexts[errcode]}: ${detail}` : errorTexts[errcode]);
    this.errcode = errcode;
  }
}

/** Throws: usable where a value is expected. */
export function fail(errcode: ErrorCode, detail = ''): never {
  throw new ApiError(errcode, detail);
}

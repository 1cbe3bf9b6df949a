import type { Member } from '../../wecom/api/member.ts';
import type { CallOptions } from '../../wecom/call.ts';
import type { WecomClient } from '../../wecom/client.ts';
import { isWecomError } from '../../wecom/errors.ts';

/** No such member (doc 90313). */
const NO_SUCH_MEMBER = 60111;
/** No right to see the member or her department. */
const NOT_VISIBLE = [60011, 60021, 50002, 60003];

export type FoundMember = { status: 'found'; member: Member } | { status: 'left' | 'out_of_range' };

/** Reads one member; one who is not there, or not for us to see, is an answer and not a failure. */
export async function readMember(wecom: WecomClient, userId: string, options?: CallOptions): Promise<FoundMember> {
  try {
    return { status: 'found', member: await wecom.member.get(userId, options) };
  } catch (error) {
    if (isWecomError(error, NO_SUCH_MEMBER)) return { status: 'left' };
    if (isWecomError(error, ...NOT_VISIBLE)) return { status: 'out_of_range' };
    throw error;
  }
}

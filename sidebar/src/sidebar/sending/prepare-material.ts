import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { SendWay } from '@zhike/shared/contracts/material-content';
import type { prepareMaterialSend } from '@zhike/shared/contracts/material-send';
import { call } from '../../shared/api/call.ts';
import { type ChatTarget, toServer } from './chat-target.ts';
import type { SendPart } from './send-part.ts';

/** A material as one message. Another way is another sending. `taskId`: of the task that is done when it is sent. */
export function materialPart(
  { id, title, ways }: Pick<MaterialRow, 'id' | 'title' | 'ways'>,
  to: ChatTarget,
  way: SendWay = ways[0]!,
  taskId?: string,
): SendPart {
  return {
    key: `${id} ${way}`,
    label: title,
    to,
    prepare: (idempotencyKey) =>
      call<typeof prepareMaterialSend>('prepareMaterialSend', {
        params: { materialId: id },
        body: { to: toServer(to), way, taskId, idempotencyKey },
      }),
  };
}

import * as contracts from '@zhike/shared/contracts/sop-play';
import type { Dependencies } from '../../../dependencies.ts';
import type { Routers } from '../../../routers.ts';
import { beginPlay, playOn } from './play-sop.ts';

export function sopPlayRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  member.handle(contracts.playSop, ({ viewer, params, body }) =>
    beginPlay(deps, viewer, params.sopId, body.customerId),
  );
  member.handle(contracts.playOn, ({ viewer, params }) => playOn(deps, viewer, params.enrolmentId));
}

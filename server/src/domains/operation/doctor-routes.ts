import * as contracts from '@zhike/shared/contracts/doctor';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { examine } from '../../wecom/doctor.ts';
import { everyCheck } from './every-check.ts';

/** 系统自检 as a page; `npm run doctor` prints the same. */
export function doctorRoutes(routers: Routers, deps: Dependencies): void {
  routers.member.handle(contracts.runDoctor, () => examine(deps, everyCheck));
}

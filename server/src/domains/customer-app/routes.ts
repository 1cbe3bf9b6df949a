import * as contracts from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { changeSettings } from './actions/change-settings.ts';
import { getMyConsultant } from './actions/get-my-consultant.ts';
import { signIn } from './actions/sign-in.ts';
import { readSettings } from './store.ts';

export function customerAppRoutes(routers: Routers, deps: Dependencies): void {
  routers.public.handle(contracts.customerSignIn, ({ body }) => signIn(deps, body.code));

  routers.customer.handle(contracts.getMyConsultant, ({ viewer }) => getMyConsultant(deps, viewer));

  const isConfigured = deps.config.wechat.weapp !== null;
  routers.member.handle(contracts.getCustomerAppSettings, async () => ({
    ...(await readSettings(deps.db.read)),
    isConfigured,
  }));

  routers.member.handle(contracts.updateCustomerAppSettings, async ({ viewer, body }) => {
    await changeSettings(deps, viewer, body);
    return { ...body, isConfigured };
  });
}

import * as contracts from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { chooseReceptionChannel } from './actions/choose-reception-channel.ts';
import { getMyConsultant } from './actions/get-my-consultant.ts';
import { signIn } from './actions/sign-in.ts';
import { findReceptionChannelId } from './store.ts';

export function customerAppRoutes(routers: Routers, deps: Dependencies): void {
  routers.public.handle(contracts.customerSignIn, ({ body }) => signIn(deps, body.code));

  routers.customer.handle(contracts.getMyConsultant, ({ viewer }) => getMyConsultant(deps, viewer));

  routers.member.handle(contracts.getCustomerAppSettings, async () => ({
    receptionChannelId: await findReceptionChannelId(deps.db.read),
  }));

  routers.member.handle(contracts.updateCustomerAppSettings, async ({ viewer, body }) => {
    await chooseReceptionChannel(deps, viewer, body.receptionChannelId);
    return body;
  });
}

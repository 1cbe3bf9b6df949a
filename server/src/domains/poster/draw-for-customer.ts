import { stat } from 'node:fs/promises';
import { mediaLimits } from '@zhike/shared/contracts/media';
import { needsLink } from '@zhike/shared/formulas/poster/variables';
import type { Dependencies } from '../../dependencies.ts';
import { type RenderedPoster, renderPoster } from '../../engines/poster/render-poster.ts';
import { getMember } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { CustomerRow } from '../customer/entity.ts';
import type { MaterialRow } from '../material/entity.ts';
import { avatarFile } from './avatar.ts';
import { designOf, pictureFiles } from './design-pictures.ts';
import { PosterTooLarge } from './errors.ts';
import { ownCode } from './own-code.ts';
import { posterTextsFor } from './poster-values.ts';
import { mediaIdOfPoster } from './uploads.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'wecom' | 'log' | 'posters'>;

/** The poster that a customer gets from the viewer; in a group (`null`) it names nobody. */
export async function drawForCustomer(
  deps: Needs,
  viewer: MemberViewer,
  material: MaterialRow,
  customer: CustomerRow | null,
): Promise<RenderedPoster> {
  const { db, clock, config } = deps;
  const design = designOf(material);
  const member = await getMember(db.read, viewer.userId);
  const shows = new Set(design.elements.flatMap((one) => (one.kind === 'avatar' ? [one.of] : [])));
  const [texts, assets, customerAvatar, memberAvatar, code] = await Promise.all([
    posterTextsFor(db.read, viewer, member, customer, { now: clock.now(), timeZone: config.timeZone }),
    pictureFiles(deps, design),
    shows.has('customer') ? avatarFile(deps, customer?.avatar) : null,
    shows.has('member') ? avatarFile(deps, member.avatar) : null,
    needsLink(design) ? ownCode(deps, member) : null,
  ]);
  const drawn = await renderPoster(deps, design, { texts }, { assets, customerAvatar, memberAvatar, code });
  const { maxBytes } = mediaLimits.image;
  if ((await stat(drawn.path)).size > maxBytes) throw new PosterTooLarge({ maxBytes });
  return drawn;
}

/** The same as WeCom knows it; null while it is on its way there. */
export async function posterMediaId(
  deps: Needs,
  viewer: MemberViewer,
  material: MaterialRow,
  customer: CustomerRow | null,
): Promise<string | null> {
  const { sha256 } = await drawForCustomer(deps, viewer, material, customer);
  return mediaIdOfPoster(deps, sha256);
}

import type { Dependencies } from '../../dependencies.ts';
import type { PictureFile } from '../../engines/poster/draw-poster.ts';
import { findKeptPicture, keepPicture } from '../../engines/poster/kept-pictures.ts';
import { getPicture } from '../channel/picture.ts';
import { obtainConsultantCode } from '../customer-app/actions/obtain-consultant-code.ts';
import { findConsultantCode } from '../customer-app/store.ts';
import { PosterCodeMissing } from './errors.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'wecom' | 'log'>;

/**
 * The picture of the code by which customers add this rep: the one that the mini-program shows for her (专属顾问), made now if there was
 * none. Whoever comes by it is counted there.
 */
export async function ownCode(deps: Needs, rep: { userId: string; name: string }): Promise<PictureFile> {
  const { db, config } = deps;
  const code = await obtainConsultantCode(deps, rep);
  const known = code && (await findConsultantCode(db.read, rep.userId));
  if (!known) throw new PosterCodeMissing();
  const name = `code ${known.channelId}`;
  const kept = await findKeptPicture(config.dataDir, name);
  if (kept?.file) return kept.file;
  await keepPicture(config.dataDir, name, (await getPicture(deps, known.channelId)).bytes);
  const file = (await findKeptPicture(config.dataDir, name))?.file;
  if (!file) throw new PosterCodeMissing();
  return file;
}

import { Entity, Index } from 'typeorm';
import { KeyColumn, PrimaryKey, TimeColumn } from '../../platform/database/columns.ts';

/** A drawn poster on its way to a chat: WeCom's id of it, good for 3 days. The picture lies in the cache by the same digest. */
@Entity('poster_upload')
@Index('poster_upload_asked', ['askedAt'])
export class PosterUploadRow {
  @PrimaryKey('sha256', 64) sha256!: string;
  @KeyColumn('media_id', 512, { nullable: true }) mediaId!: string | null;
  /** Business time, as `askedAt`. */
  @TimeColumn('media_id_at', { nullable: true }) mediaIdAt!: number | null;
  @TimeColumn('asked_at') askedAt!: number;
}

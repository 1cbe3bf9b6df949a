import { Entity, Index } from 'typeorm';
import {
  IntColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A picture, video or file that people uploaded. The bytes lie under DATA_DIR/media by their digest. */
@Entity('media_asset')
@Index('media_asset_renewal', ['renewAt'])
@Index('media_asset_bytes', ['sha256'])
@Index('media_asset_unclaimed', ['unclaimedSince'])
export class MediaAssetRow {
  @PrimaryId() id!: string;
  @KeyColumn('kind', 8) kind!: 'image' | 'video' | 'file';
  @TextColumn('name', 128) name!: string;
  @KeyColumn('mime', 100) mime!: string;
  @IntColumn('size') size!: number;
  @KeyColumn('sha256', 64) sha256!: string;
  /** WeCom's id of the uploaded copy: good for 3 days from `mediaIdAt` (business time). */
  @KeyColumn('media_id', 512, { nullable: true }) mediaId!: string | null;
  @TimeColumn('media_id_at', { nullable: true }) mediaIdAt!: number | null;
  /** When to upload again, business time; null while nothing uses the asset. */
  @TimeColumn('renew_at', { nullable: true }) renewAt!: number | null;
  /** Taken over by an import, and nothing that was saved shows it yet; business time. null: somebody chose it, or it is shown. */
  @TimeColumn('unclaimed_since', { nullable: true }) unclaimedSince!: number | null;
  @KeyColumn('uploaded_by', 64) uploadedBy!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** What needs an asset ready to send. An asset without use is kept, but no longer uploaded anew. */
@Entity('media_use')
@Index('media_use_by', ['usedBy'])
export class MediaUseRow {
  @PrimaryId('asset_id') assetId!: string;
  /** `channel:<id>` and the like. */
  @PrimaryKey('used_by', 64) usedBy!: string;
}

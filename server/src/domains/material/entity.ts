import { Entity, Index } from 'typeorm';
import type { MaterialContent, MaterialKind, SendWay } from '@zhike/shared/contracts/material-content';
import type { SendFailure, SendStatus } from '@zhike/shared/contracts/material-send';
import {
  FlagColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  PrimaryNumber,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** Something reps show their customers. What it holds now; earlier versions stand beside it. */
@Entity('material')
@Index('material_newest', ['isRetired', 'updatedAt', 'id'])
@Index('material_most_used', ['isRetired', 'sent', 'id'])
@Index('material_in_folder', ['folderId'])
@Index('material_making_pages', ['pagesState'])
export class MaterialRow {
  @PrimaryId() id!: string;
  @KeyColumn('kind', 16) kind!: MaterialKind;
  @TextColumn('title', 120) title!: string;
  @TextColumn('description', 240) description!: string;
  /** Title, description and their pinyin, folded, for searching. */
  @TextColumn('search_text', 2000) searchText!: string;
  @IdColumn('cover_asset_id', { nullable: true }) coverAssetId!: string | null;
  @IdColumn('folder_id', { nullable: true }) folderId!: string | null;
  /** null: for everybody. The same stands in `material_department`, to be asked by SQL. */
  @JsonColumn('department_ids', { nullable: true }) departmentIds!: number[] | null;
  @KeyColumn('valid_from', 10, { nullable: true }) validFrom!: string | null;
  @KeyColumn('valid_until', 10, { nullable: true }) validUntil!: string | null;
  @IntColumn('version') version!: number;
  @JsonColumn('content') content!: MaterialContent;
  /** The file of picture, video, file and brochure. */
  @IdColumn('asset_id', { nullable: true }) assetId!: string | null;
  /** Pages of a brochure are made once per PDF, by its digest. */
  @KeyColumn('pages_state', 8) pagesState!: 'none' | 'waiting' | 'ready' | 'broken';
  @IntColumn('pages', { nullable: true }) pages!: number | null;
  @KeyColumn('pages_problem', 32, { nullable: true }) pagesProblem!: string | null;
  @FlagColumn('is_retired') isRetired!: boolean;
  @IntColumn('sent') sent!: number;
  @IntColumn('opened') opened!: number;
  @KeyColumn('created_by', 64) createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('updated_at') updatedAt!: number;
}

/** For whom a limited material is. */
@Entity('material_department')
export class MaterialDepartmentRow {
  @PrimaryId('material_id') materialId!: string;
  @PrimaryNumber('department_id') departmentId!: number;
}

@Entity('material_version')
export class MaterialVersionRow {
  @PrimaryId('material_id') materialId!: string;
  @PrimaryNumber('version') version!: number;
  @TextColumn('title', 120) title!: string;
  @TextColumn('description', 240) description!: string;
  @IdColumn('cover_asset_id', { nullable: true }) coverAssetId!: string | null;
  @JsonColumn('content') content!: MaterialContent;
  @KeyColumn('created_by', 64) createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
}

@Entity('material_folder')
@Index('material_folder_below', ['parentId', 'sort'])
export class MaterialFolderRow {
  @PrimaryId() id!: string;
  @IdColumn('parent_id', { nullable: true }) parentId!: string | null;
  @TextColumn('name', 40) name!: string;
  @IntColumn('sort') sort!: number;
  @TimeColumn('created_at') createdAt!: number;
}

@Entity('material_favourite')
export class MaterialFavouriteRow {
  @PrimaryKey('user_id', 64) userId!: string;
  @PrimaryId('material_id') materialId!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** One sending of a material or a script from the sidebar, from the moment it was prepared. */
@Entity('content_send')
@Index('content_send_to', ['customerId', 'preparedAt', 'id'])
@Index('content_send_in_group', ['chatId', 'preparedAt', 'id'])
@Index('content_send_of_material', ['materialId', 'preparedAt', 'id'])
@Index('content_send_by', ['userId', 'preparedAt', 'id'])
@Index('content_send_all', ['preparedAt', 'id'])
@Index('content_send_of_task', ['taskId'])
@Index('content_send_once', ['idempotencyKey'], { unique: true })
export class ContentSendRow {
  @PrimaryId() id!: string;
  @IdColumn('material_id', { nullable: true }) materialId!: string | null;
  @IntColumn('material_version', { nullable: true }) materialVersion!: number | null;
  @IdColumn('script_id', { nullable: true }) scriptId!: string | null;
  @KeyColumn('way', 12) way!: SendWay;
  @KeyColumn('user_id', 64) userId!: string;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @KeyColumn('chat_id', 64, { nullable: true }) chatId!: string | null;
  @KeyColumn('link_key', 10, { nullable: true }) linkKey!: string | null;
  @IdColumn('task_id', { nullable: true }) taskId!: string | null;
  @KeyColumn('status', 10) status!: SendStatus;
  @KeyColumn('failure', 16, { nullable: true }) failure!: SendFailure | null;
  @TimeColumn('prepared_at') preparedAt!: number;
  @TimeColumn('settled_at', { nullable: true }) settledAt!: number | null;
  /** First opened, and how often since. */
  @TimeColumn('opened_at', { nullable: true }) openedAt!: number | null;
  @IntColumn('visits') visits!: number;
  /** `userId:key of the client`. */
  @KeyColumn('idempotency_key', 160) idempotencyKey!: string;
}

/** What a list of customers is narrowed by. Times in epoch ms, `addedTo` exclusive. */
export interface CustomerFilter {
  q?: string;
  tagIds?: string[];
  tagMatch?: 'any' | 'all';
  ownerUserId?: string;
  channelId?: string;
  /** The department asked for, with all below it. */
  departmentIds?: number[];
  stageId?: string;
  status?: 'active' | 'lost';
  addedFrom?: number;
  addedTo?: number;
  /** Keyed hashes of a whole phone number (one per data key), instead of `q`. */
  phoneHashes?: string[];
}

import type { MigrationInterface } from 'typeorm';
import { CreateCorp1764000100000 } from './1764000100000-create-corp.ts';
import { CreateAudit1764000200000 } from './1764000200000-create-audit.ts';
import { CreateTag1764000300000 } from './1764000300000-create-tag.ts';
import { CreateSync1764000400000 } from './1764000400000-create-sync.ts';
import { CreateChannel1764000900000 } from './1764000900000-create-channel.ts';

/** In the order they run. A migration is never edited after a release. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateCorp1764000100000,
  CreateAudit1764000200000,
  CreateTag1764000300000,
  CreateSync1764000400000,
  CreateChannel1764000900000,
];

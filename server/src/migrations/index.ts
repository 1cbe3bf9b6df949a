import type { MigrationInterface } from 'typeorm';

/** In the order they run. A migration is never edited after a release. */
export const migrations: (new () => MigrationInterface)[] = [];

import { findRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { DomainError } from '../../../platform/errors.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { readyAttachments } from '../../channel/commands/send-welcome.ts';
import { command } from '../../command.ts';
import { groupWelcomeChanged } from '../events.ts';
import { GroupWelcomeRow } from '../welcome-entity.ts';

const FULL = 41055;
const NOT_OURS = 41058;

/** WeCom does not have the file yet; it is being uploaded. */
class FileNotReady extends DomainError<{ welcomeId: string }> {
  readonly code = 'wecom.unavailable';
  readonly kind = 'unavailable';
  readonly retryable = true;
}

type Told = { templateId: string | null; outcome: 'told' | 'unknown' | 'gone' };

/** Tells WeCom of a welcome message as our books have it: makes it the first time, changes it afterwards. */
export const tellGroupWelcome = command<{ welcomeId: string }, Told>({
  name: 'tell-group-welcome',
  repeatIsHarmless: '修改按当前内容覆盖;创建前先记下,中断后不会自动再创建,由人核对',
  serialKey: ({ welcomeId }) => `group-welcome ${welcomeId}`,

  async send({ welcomeId }, { db, wecom, clock }) {
    const row = await findRow(db.read, GroupWelcomeRow, { id: welcomeId });
    if (!row || row.status === 'deleted') return { templateId: null, outcome: 'gone' };
    const [attachment = null] = await readyAttachments(row.attachment ? [row.attachment] : [], { db, clock });
    if (row.attachment && !attachment) throw new FileNotReady({ welcomeId });
    const content = { text: textForWecom(row.text), attachment };
    if (row.templateId) {
      await wecom.groupWelcome.edit(row.templateId, content);
      return { templateId: row.templateId, outcome: 'told' };
    }
    if (!(await db.transaction((tx) => moveOn(tx, welcomeId, 'draft', 'asking'))))
      return { templateId: null, outcome: 'unknown' };
    try {
      return { templateId: await wecom.groupWelcome.add(content, { notify: row.notify }), outcome: 'told' };
    } catch (error) {
      if (isWecomError(error) && error.fault === 'unknown_outcome') return { templateId: null, outcome: 'unknown' };
      // WeCom said no: nothing was made, and another try is no repeat.
      await db.transaction((tx) => moveOn(tx, welcomeId, 'asking', 'draft'));
      throw error;
    }
  },

  async onDone(tx, { welcomeId }, { templateId, outcome }, now) {
    if (outcome === 'gone') return;
    const isTold = outcome === 'told';
    await execute(
      tx,
      "UPDATE group_welcome SET status = ?, template_id = ?, problem = ? WHERE id = ? AND status <> 'deleted'",
      [isTold ? 'active' : 'unknown', templateId, isTold ? null : 'group_welcome.outcome_unknown', welcomeId],
    );
    await recordEvent(tx, groupWelcomeChanged({ occurredAt: now, payload: { welcomeId } }));
  },

  async onGaveUp(tx, { welcomeId }, error, now) {
    await execute(tx, 'UPDATE group_welcome SET problem = ? WHERE id = ?', [problemOf(error), welcomeId]);
    await recordEvent(tx, groupWelcomeChanged({ occurredAt: now, payload: { welcomeId } }));
  },
});

async function moveOn(tx: Tx, welcomeId: string, from: string, to: string): Promise<boolean> {
  const sql = 'UPDATE group_welcome SET status = ? WHERE id = ? AND status = ?';
  return (await execute(tx, sql, [to, welcomeId, from])) === 1;
}

/** `{客户昵称}` is our word everywhere; WeCom's own stands only here. */
export function textForWecom(text: string): string {
  return text.replaceAll('{客户昵称}', '%NICKNAME%');
}

function problemOf(error: unknown): string {
  if (isWecomError(error, FULL)) return 'group_welcome.full';
  if (isWecomError(error, NOT_OURS)) return 'group_welcome.not_ours';
  const isFinal = isWecomError(error) && error.fault === 'permanent';
  return isFinal ? 'group_welcome.refused_by_wecom' : 'group_welcome.not_told';
}

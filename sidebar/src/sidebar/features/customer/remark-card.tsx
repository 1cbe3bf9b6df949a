import type { RelationView } from '@zhike/shared/contracts/customer';
import { type FormEvent, useState } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { hasDraft, useDraft } from '../../../shared/drafts/use-draft.ts';
import { Icon } from '../../components/icon.tsx';
import { notify } from '../../components/notice.tsx';
import { useChangeRemark } from './api/change-remark.ts';

/** WeCom's limits for an external contact's remark and description, in characters. */
const MAX_REMARK = 20;
const MAX_DESCRIPTION = 150;

interface RemarkCardProps {
  customerId: string;
  relation: RelationView;
}

/** The rep's own notes on a customer, as WeCom shows them too. */
export function RemarkCard({ customerId, relation }: RemarkCardProps) {
  const [editing, setEditing] = useState(() => hasDraft(`remark.${customerId}`));
  return (
    <section className="card" aria-label="我的备注">
      <h2 className="section-title">
        我的备注
        {editing ? null : (
          <button
            type="button"
            className="icon-button card-edit"
            aria-label="修改备注"
            onClick={() => setEditing(true)}
          >
            <Icon name="edit" />
          </button>
        )}
      </h2>
      {editing ? (
        <RemarkForm customerId={customerId} relation={relation} onDone={() => setEditing(false)} />
      ) : (
        <dl className="facts">
          <div>
            <dt>备注名</dt>
            <dd>{relation.remark || '未填写'}</dd>
          </div>
          <div>
            <dt>描述</dt>
            <dd className="facts-long">{relation.description || '未填写'}</dd>
          </div>
          {relation.remarkCorpName ? (
            <div>
              <dt>备注公司</dt>
              <dd>{relation.remarkCorpName}</dd>
            </div>
          ) : null}
        </dl>
      )}
    </section>
  );
}

function RemarkForm({ customerId, relation, onDone }: RemarkCardProps & { onDone(): void }) {
  const change = useChangeRemark(customerId);
  const [draft, saveDraft, forgetDraft] = useDraft(`remark.${customerId}`, {
    remark: relation.remark ?? '',
    description: relation.description ?? '',
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(draft, {
      onSuccess: () => {
        forgetDraft();
        notify('备注已保存,企业微信稍后同步');
        onDone();
      },
    });
  };
  return (
    <form className="remark-form" onSubmit={save}>
      <label className="field-label" htmlFor="remark">
        备注名
      </label>
      <input
        id="remark"
        className="input"
        maxLength={MAX_REMARK}
        value={draft.remark}
        onChange={(event) => saveDraft({ ...draft, remark: event.target.value })}
      />
      <label className="field-label" htmlFor="description">
        描述
      </label>
      <textarea
        id="description"
        className="input"
        rows={3}
        maxLength={MAX_DESCRIPTION}
        value={draft.description}
        onChange={(event) => saveDraft({ ...draft, description: event.target.value })}
      />
      {change.isError ? (
        <p className="field-problem" role="alert">
          {phraseOf(change.error)}
        </p>
      ) : null}
      <div className="remark-form-actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            forgetDraft();
            onDone();
          }}
        >
          取消
        </button>
        <button type="submit" className="button button-main" disabled={change.isPending}>
          {change.isPending ? '正在保存…' : '保存'}
        </button>
      </div>
    </form>
  );
}

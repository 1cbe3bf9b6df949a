import type { Filter } from '@zhike/shared/contracts/filter';
import type { MassMessageView } from '@zhike/shared/contracts/mass-message';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Input } from 'tdesign-react/es/input';
import { Textarea } from 'tdesign-react/es/textarea';
import { useNow } from '../../shared/clock/business-clock.ts';
import { dayOf } from '../../shared/format/time.ts';
import { instantOf } from '../../shared/format/zone.ts';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { DateTime } from '../components/date-time.tsx';
import { Field } from '../components/field.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { CreationKeys } from '../../shared/drafts/creation-keys.ts';
import { type MassFields, useChangeMassMessages, useMassMessage } from '../features/mass-message/api/mass-messages.ts';
import { MaterialPicker, type PickedMaterial } from '../features/mass-message/material-picker.tsx';
import { PhonePreview } from '../features/mass-message/phone-preview.tsx';
import { ReachSummary } from '../features/mass-message/reach-summary.tsx';
import { FromSegment } from '../features/segment/from-segment.tsx';
import { CustomerFilterBuilder } from './customer-filter-builder.tsx';

const back = { to: '/mass-messages', label: '群发' };
const targets = [
  { value: 'some', label: '符合条件的客户' },
  { value: 'all', label: '全部客户' },
] as const;

/** A new mass message, or one that has not begun. */
export function MassMessageEditPage() {
  const { massMessageId } = useParams();
  const message = useMassMessage(massMessageId);
  if (!massMessageId)
    return (
      <Page title="新建群发" back={back}>
        <MassEditor />
      </Page>
    );
  return (
    <Page title={message.data?.name ?? '群发'} back={back}>
      <Loaded query={message}>{(saved) => <MassEditor key={`${saved.id} ${saved.version}`} saved={saved} />}</Loaded>
    </Page>
  );
}

function MassEditor({ saved }: { saved?: MassMessageView }) {
  const navigate = useNavigate();
  const { create, update, start } = useChangeMassMessages();
  const [keys] = useState(() => new CreationKeys());
  const [name, setName] = useState(saved?.name ?? '');
  const [texts, setTexts] = useState<string[]>(saved?.texts ?? ['']);
  const [materials, setMaterials] = useState<PickedMaterial[]>(saved?.materials ?? []);
  const [target, setTarget] = useState<'some' | 'all'>(saved && !saved.filter?.filter ? 'all' : 'some');
  // Round and round, the builder makes anew what a segment brings.
  const [brought, setBrought] = useState(0);
  const [filter, setFilter] = useState<Filter | null>(saved?.filter?.filter ?? null);
  const [shownText, setShownText] = useState(0);
  const [starting, setStarting] = useState(false);
  const [startAt, setStartAt] = useState('');
  const now = useNow();

  // Conditions of the list of customers, which this editor does not show, are kept.
  const wanted = target === 'all' ? {} : filter && { ...saved?.filter, filter };
  const isReady =
    name.trim() !== '' && wanted !== null && (texts.some((text) => text.trim() !== '') || materials.length > 0);
  const save = async (): Promise<MassMessageView> => {
    const fields: MassFields = {
      name: name.trim(),
      texts: texts.map((text) => text.trim()),
      materialIds: materials.map(({ id }) => id),
      filter: wanted ?? {},
    };
    return saved
      ? update.mutateAsync({ ...fields, massMessageId: saved.id, version: saved.version })
      : create.mutateAsync({ ...fields, idempotencyKey: keys.of(fields) });
  };
  const saveDraft = () =>
    save().then(() => {
      notifyDone('已存为草稿');
      void navigate('/mass-messages');
    }, notifyFailed);
  const begin = async () => {
    const { id } = await save();
    await start.mutateAsync({ massMessageId: id, startAt: startAt ? instantOf(startAt) : null });
    void navigate(`/mass-messages/${id}`);
  };
  const isGoneBy = startAt !== '' && instantOf(startAt) <= now;
  const changeText = (index: number, text: string) => setTexts(texts.map((one, at) => (at === index ? text : one)));

  return (
    <>
      <div className="mass-editor">
        <div className="mass-form">
          <Card title="发什么">
            <div className="mass-form">
              <label>
                名称(只有同事看到)
                <Input value={name} onChange={setName} maxlength={40} placeholder="例如:春季新品" />
              </label>
              {texts.map((text, index) => (
                <label key={index}>
                  {texts.length > 1 ? `文字 ${'AB'[index]}` : '文字'}
                  <Textarea
                    value={text}
                    onChange={(value) => changeText(index, String(value))}
                    onFocus={() => setShownText(index)}
                    autosize={{ minRows: 4, maxRows: 12 }}
                    placeholder="对所有客户说同样的话,不能带客户昵称"
                  />
                </label>
              ))}
              <div>
                {texts.length === 1 ? (
                  <Button variant="text" onClick={() => setTexts([...texts, ''])}>
                    加一版文字,随机各发一半比较效果
                  </Button>
                ) : (
                  <Button
                    variant="text"
                    onClick={() => {
                      setTexts(texts.slice(0, 1));
                      setShownText(0);
                    }}
                  >
                    只用第一版文字
                  </Button>
                )}
              </div>
              <MaterialPicker value={materials} onChange={setMaterials} />
            </div>
          </Card>
          <Card title="发给谁">
            <div className="mass-form">
              <FilterChips label="发给谁" options={targets} value={target} onChange={setTarget} />
              {target === 'some' ? (
                <>
                  <FromSegment
                    onPicked={(picked) => {
                      setFilter(picked);
                      setBrought(brought + 1);
                    }}
                  />
                  <CustomerFilterBuilder key={brought} value={filter} onChange={setFilter} />
                </>
              ) : null}
              <ReachSummary filter={wanted} />
            </div>
          </Card>
        </div>
        <PhonePreview text={texts[shownText] ?? ''} materials={materials} />
      </div>
      <div className="mass-actions" role="region" aria-label="保存">
        <Button theme="primary" disabled={!isReady} onClick={() => setStarting(true)}>
          开始群发
        </Button>
        <Button
          variant="outline"
          disabled={!isReady}
          loading={create.isPending || update.isPending}
          onClick={() => void saveDraft()}
        >
          存为草稿
        </Button>
        <Button variant="text" onClick={() => void navigate('/mass-messages')}>
          取消
        </Button>
      </div>
      {starting ? (
        <Confirm
          title={`开始群发「${name.trim()}」`}
          action={startAt ? '定时开始' : '现在开始'}
          disabled={isGoneBy}
          closeOnOverlayClick={false}
          onConfirm={begin}
          onClose={() => setStarting(false)}
        >
          <div className="mass-form">
            <ReachSummary filter={wanted} />
            <Field label="定时(不填就是现在)" problem={isGoneBy ? '请选择一个将来的时间' : undefined}>
              <DateTime label="定时" value={startAt} onChange={setStartAt} first={dayOf(now)} clearable />
            </Field>
          </div>
        </Confirm>
      ) : null}
    </>
  );
}

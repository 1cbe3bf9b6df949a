import { Input } from 'tdesign-react/es/input';
import { Field } from '../../../components/field.tsx';
import { AddressField } from './address-field.tsx';
import type { SectionProps } from './section.ts';

/** When, by whom and where a live stream is. */
export function LiveFields(section: SectionProps) {
  const { form, change, problems } = section;
  return (
    <>
      <Field label="开始时间" problem={problems.startsAt}>
        <input
          type="datetime-local"
          className="native-input material-time"
          aria-label="开始时间"
          value={form.startsAt}
          max={form.endsAt || undefined}
          onChange={({ target }) => change({ startsAt: target.value })}
        />
      </Field>
      <Field label="结束时间" problem={problems.endsAt} hint="直播结束后,客户打开看到的是「直播已结束」。">
        <input
          type="datetime-local"
          className="native-input material-time"
          aria-label="结束时间"
          value={form.endsAt}
          min={form.startsAt || undefined}
          onChange={({ target }) => change({ endsAt: target.value })}
        />
      </Field>
      <AddressField {...section} hint="客户点「进入直播间」(结束后是「看看回放」)打开的地址。" />
      <Field label="主讲人(可选)">
        <Input value={form.host} onChange={(host) => change({ host })} maxlength={30} />
      </Field>
      <Field label="介绍(可选)">
        <textarea
          className="native-input material-text"
          aria-label="介绍"
          rows={4}
          maxLength={1000}
          value={form.liveText}
          onChange={({ target }) => change({ liveText: target.value })}
        />
      </Field>
    </>
  );
}

import { Input } from 'tdesign-react/es/input';
import { DateTime } from '../../../components/date-time.tsx';
import { Field } from '../../../components/field.tsx';
import { AddressField } from './address-field.tsx';
import type { SectionProps } from './section.ts';

const dayIn = (wall: string) => wall.slice(0, 10) || undefined;

/** When, by whom and where a live stream is. */
export function LiveFields(section: SectionProps) {
  const { form, change, problems } = section;
  return (
    <>
      <Field label="开始时间" problem={problems.startsAt}>
        <DateTime
          label="直播开始"
          value={form.startsAt}
          last={dayIn(form.endsAt)}
          onChange={(startsAt) => change({ startsAt })}
        />
      </Field>
      <Field label="结束时间" problem={problems.endsAt} hint="直播结束后,客户打开看到的是「直播已结束」。">
        <DateTime
          label="直播结束"
          value={form.endsAt}
          first={dayIn(form.startsAt)}
          onChange={(endsAt) => change({ endsAt })}
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

import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { HoursInput } from '../../../components/hours-input.tsx';
import { KeywordInput } from '../../../components/keyword-input.tsx';
import type { Problems } from './find-problems.ts';
import type { MessageForm } from './form.ts';
import { HoursField } from './hours-field.tsx';
import { Optional } from './optional.tsx';
import { PatternField } from './pattern-field.tsx';
import type { EditorKit } from './pickers.ts';
import { WholeNumber } from './whole-number.tsx';
import type { WordsForm } from './words-form.ts';

interface MessageSectionProps {
  form: MessageForm;
  change(part: Partial<MessageForm>): void;
  problems: Problems;
  kit: EditorKit;
}

/** What is said, by whom, where, how often and when. */
export function MessageSection({ form, change, problems, kit }: MessageSectionProps) {
  const Groups = kit.pickers.group;
  return (
    <>
      <Field label="说了什么" problem={problems.keywords} hint={hints[form.match]}>
        <WordsFields form={form} change={change} problems={problems} />
      </Field>
      <Field label="谁说的" problem={problems.speaker}>
        <FilterChips
          label="谁说的"
          value={form.saidBy}
          options={[
            { value: 'customer', label: '客户' },
            { value: 'rep', label: '员工' },
            { value: 'anyone', label: '谁说都算' },
          ]}
          onChange={(saidBy) => change({ saidBy })}
        />
      </Field>
      <Field label="在哪里说的" problem={problems.place} hint="群里只看客户说的话,员工在群里说的不算。">
        <Optional label="单聊" value={form.inSingleChats} onChange={(inSingleChats) => change({ inSingleChats })} />
        <div className="row">
          <span>客户群</span>
          <FilterChips
            label="客户群"
            value={form.inGroups}
            options={[
              { value: 'none', label: '不看' },
              { value: 'all', label: '所有群' },
              { value: 'some', label: '指定的群' },
            ]}
            onChange={(inGroups) => change({ inGroups })}
          />
        </div>
        {form.inGroups === 'some' ? (
          <Groups
            label="客户群"
            value={form.chatIds}
            nameOf={(id) => kit.nameOf('group', id)}
            onChange={(picked) => {
              kit.remember('group', picked);
              change({ chatIds: picked.map(({ id }) => id) });
            }}
          />
        ) : null}
      </Field>
      <Field label="还要满足(可选)">
        <Optional
          label="短时间内说了好几次才算"
          value={form.timesOn}
          onChange={(timesOn) => change({ timesOn })}
          problem={problems.times}
        >
          <span className="row">
            <HoursInput label="时间长度" value={form.timesHours} onChange={(timesHours) => change({ timesHours })} />
            内满
            <WholeNumber
              label="次数"
              value={form.timesCount}
              min={2}
              max={100}
              onChange={(timesCount) => change({ timesCount })}
            />
            次
          </span>
        </Optional>
        <Optional
          label="沉默很久以后的第一句才算"
          value={form.quietOn}
          onChange={(quietOn) => change({ quietOn })}
          problem={problems.quiet}
        >
          <span className="row">
            客户已经
            <WholeNumber
              label="沉默天数"
              value={form.quietDays}
              min={1}
              max={3650}
              onChange={(quietDays) => change({ quietDays })}
            />
            天没有说过话
          </span>
        </Optional>
        <Optional
          label="只看某些时段"
          value={form.hoursOn}
          onChange={(hoursOn) => change({ hoursOn })}
          problem={problems.hours}
        >
          <HoursField value={form.hours} onChange={(hours) => change({ hours })} />
        </Optional>
      </Field>
    </>
  );
}

const hints: Record<MessageForm['match'], string> = {
  contains: '不区分大小写和全角半角。同时填写几种时,要全部满足。',
  exact: '整句话就是它,前后的空格和标点不算。',
  whatever: '任何一句话都算,要配合下面的次数或沉默天数。',
};

interface WordsFieldsProps {
  form: WordsForm;
  change(part: Partial<WordsForm>): void;
  problems: Problems;
}

/** What must be said. */
export function WordsFields({ form, change, problems }: WordsFieldsProps) {
  return (
    <>
      <FilterChips
        label="说了什么"
        value={form.match}
        options={[
          { value: 'contains', label: '包含关键词' },
          { value: 'exact', label: '和原话一模一样' },
          { value: 'whatever', label: '说什么都算' },
        ]}
        onChange={(match) => change({ match })}
      />
      {form.match === 'contains' ? <Contained form={form} change={change} problems={problems} /> : null}
      {form.match === 'exact' ? (
        <KeywordInput label="原话" value={form.exact} onChange={(exact) => change({ exact })} />
      ) : null}
    </>
  );
}

function Contained({ form, change, problems }: WordsFieldsProps) {
  return (
    <div className="rule-words">
      <div>
        <p className="soft">提到其中任意一个</p>
        <KeywordInput label="任意一个" value={form.any} onChange={(any) => change({ any })} />
      </div>
      <div>
        <p className="soft">同时提到(可选)</p>
        <KeywordInput label="同时提到" value={form.all} onChange={(all) => change({ all })} max={20} />
      </div>
      <div>
        <p className="soft">不能提到(可选)</p>
        <KeywordInput label="不能提到" value={form.none} onChange={(none) => change({ none })} />
      </div>
      <Optional
        label="几个词要挨得近"
        value={form.nearOn}
        onChange={(nearOn) => change({ nearOn })}
        problem={problems.near}
      >
        <KeywordInput
          label="挨得近的词"
          value={form.nearWords}
          onChange={(nearWords) => change({ nearWords })}
          max={5}
          placeholder="2 到 5 个词,先后不限"
        />
        <span className="row">
          从第一个词到最后一个词,中间最多夹
          <WholeNumber
            label="中间字数"
            value={form.nearWithin}
            min={0}
            max={200}
            onChange={(nearWithin) => change({ nearWithin })}
          />
          个其他字
        </span>
        <p className="fine">按全部夹在中间的字合计,这几个词本身不算。例如「价格」和「优惠」填 2:「价格能优惠吗」算。</p>
      </Optional>
      <Optional
        label="正则表达式(给熟悉它的人)"
        value={form.patternOn}
        onChange={(patternOn) => change({ patternOn })}
        problem={problems.pattern}
      >
        <PatternField value={form.pattern} onChange={(pattern) => change({ pattern })} />
      </Optional>
    </div>
  );
}

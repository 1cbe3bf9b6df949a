import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Select } from 'tdesign-react/es/select';
import { Failed } from '../../shared/states/failed.tsx';
import { Named } from '../components/named.tsx';
import { useCustomers } from '../features/customer/api/list-customers.ts';
import { useMaterialsToSend } from '../features/material/api/material-choices.ts';
import { kindName } from '../features/material/kinds.ts';
import { readScript, useCompanyScripts } from '../features/script/api/script-library.ts';
import type { SopPickers } from '../features/sop/editor/pickers.ts';
import { Listed } from './rule-pickers.tsx';

/** What a step sends: any kind of material that can be sent now, found by its title. */
export const MaterialsToSend: SopPickers['material'] = (props) => {
  const [text, setText] = useState('');
  const materials = useMaterialsToSend(text);
  const options = (materials.data?.items ?? []).map(({ id, title, kind }) => ({
    value: id,
    label: title,
    content: `${title}(${kindName(kind)})`,
  }));
  return <Listed {...props} options={options} loading={materials.isPending} onSearch={setText} />;
};

/** One of the company's scripts, and what it says. */
export const Scripts: SopPickers['script'] = (props) => {
  const [text, setText] = useState('');
  const scripts = useCompanyScripts({ text: text.trim().slice(0, 40), categoryId: null, sort: 'order' });
  const options = (scripts.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .map(({ id, title }) => ({ value: id, label: title }));
  const [scriptId] = props.value;
  return (
    <>
      <Listed {...props} single clearable options={options} loading={scripts.isPending} onSearch={setText} />
      {scriptId ? <ScriptWords key={scriptId} scriptId={scriptId} /> : null}
    </>
  );
};

function ScriptWords({ scriptId }: { scriptId: string }) {
  const script = useQuery({
    queryKey: ['scripts', 'words', scriptId],
    queryFn: () => readScript(scriptId),
    retry: false,
  });
  if (script.isError) return <Failed error={script.error} onRetry={() => void script.refetch()} />;
  if (!script.data) return null;
  const { text, materials } = script.data;
  return (
    <blockquote className="sop-words">
      {text}
      {materials.length > 0 ? (
        <span className="fine">话术自带素材:{materials.map(({ title }) => title).join('、')}</span>
      ) : null}
    </blockquote>
  );
}

/** One of the customers the viewer sees, found by name. */
export const CustomerPicker: SopPickers['customer'] = ({ label, value, nameOf, onChange }) => {
  const [q, setQ] = useState('');
  const customers = useCustomers({ q: q.trim() || undefined }, 20);
  const found = (customers.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ id, name }) => ({ value: id, label: name }));
  const away = value.filter((id) => !found.some((one) => one.value === id));
  const options = [...away.map((id) => ({ value: id, label: nameOf(id) ?? '客户' })), ...found];
  return (
    <Named label={`选择${label}`}>
      <Select
        className="rule-select"
        value={value[0] ?? ''}
        options={options}
        loading={customers.isPending}
        filterable
        filter={() => true}
        onSearch={setQ}
        placeholder={`选择${label}`}
        onChange={(id) => {
          const chosen = options.find((one) => one.value === id);
          onChange(chosen ? [{ id: chosen.value, name: chosen.label }] : []);
        }}
      />
    </Named>
  );
};

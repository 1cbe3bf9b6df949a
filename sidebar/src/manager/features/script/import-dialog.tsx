import type { ScriptCategoryView } from '@zhike/shared/contracts/script';
import { useState } from 'react';
import { Textarea } from 'tdesign-react/es/textarea';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Confirm } from '../../components/confirm.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useChangeScripts } from './api/script-library.ts';
import { MOST_LINES, readPastedScripts } from './read-pasted-scripts.ts';

interface ImportDialogProps {
  category: ScriptCategoryView;
  onClose(): void;
}

/** Many scripts from a table or a text: one after the other; what did not go stays in the field with the reason. */
export function ImportDialog({ category, onClose }: ImportDialogProps) {
  const { create } = useChangeScripts();
  const [pasted, setPasted] = useState('');
  const [done, setDone] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const { scripts, problems } = readPastedScripts(pasted);
  const run = async () => {
    setFailure(null);
    for (const [index, { title, text }] of scripts.entries()) {
      setDone(index);
      try {
        await create.mutateAsync({ title, text, categoryId: category.id });
      } catch (error) {
        setPasted(
          scripts
            .slice(index)
            .map((one) => `${one.title}\t${one.text.replaceAll('\n', '\\n')}`)
            .join('\n'),
        );
        setFailure(`导入了 ${index} 条,「${title}」没有成功:${phraseOf(error)}。剩下的还在框里,改好后可以继续`);
        throw error;
      }
    }
    notifyDone(`已导入 ${scripts.length} 条`);
  };
  return (
    <Confirm
      title={`导入话术到「${category.name}」`}
      action={create.isPending ? `正在导入 ${done + 1}/${scripts.length}` : `导入 ${scripts.length} 条`}
      disabled={scripts.length === 0 || problems.length > 0}
      closeOnOverlayClick={false}
      onConfirm={run}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          每行一条,标题和内容用 Tab 或逗号隔开;可以直接从表格复制两列
          <Textarea
            value={pasted}
            onChange={setPasted}
            autosize={{ minRows: 6, maxRows: 12 }}
            placeholder={'开场白,{客户昵称}您好,我是{员工姓名}\n报价后跟进,报价单收到了吗?'}
          />
        </label>
        <p className="fine">一次最多 {MOST_LINES} 条;内容里的 \n 会换成换行。</p>
        {problems.length > 0 ? (
          <p className="field-problem" role="alert">
            {problems.slice(0, 3).join(';')}
            {problems.length > 3 ? ` 等 ${problems.length} 处` : ''}
          </p>
        ) : null}
        {failure ? (
          <p className="field-problem" role="alert">
            {failure}
          </p>
        ) : null}
      </div>
    </Confirm>
  );
}

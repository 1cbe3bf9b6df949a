import type { ScriptView } from '@zhike/shared/contracts/script';
import { Pill } from '../../components/pill.tsx';
import '../../components/table.css';
import './script.css';

interface ScriptTableProps {
  scripts: readonly ScriptView[];
  categoryName(categoryId: string): string;
  onEdit(script: ScriptView): void;
  onRemove(script: ScriptView): void;
}

export function ScriptTable({ scripts, categoryName, onEdit, onRemove }: ScriptTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>话术</th>
          <th>分类</th>
          <th>谁能用</th>
          <th className="right">发送</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {scripts.map((script) => (
          <tr key={script.id}>
            <td data-label="话术">
              <span>
                <strong>{script.title}</strong>{' '}
                {script.materials.length > 0 ? <Pill>{script.materials.length} 份素材</Pill> : null}
                <span className="soft script-table-words">{script.text}</span>
              </span>
            </td>
            <td data-label="分类">{categoryName(script.categoryId)}</td>
            <td data-label="谁能用">
              {script.departmentIds.length === 0 ? '所有人' : `${script.departmentIds.length} 个部门`}
            </td>
            <td data-label="发送" className="right number">
              {script.sent} 次
            </td>
            <td>
              {script.can.edit ? (
                <div className="table-actions">
                  <button type="button" className="plain-button" onClick={() => onEdit(script)}>
                    编辑
                  </button>
                  <button type="button" className="plain-button danger" onClick={() => onRemove(script)}>
                    删除
                  </button>
                </div>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { ScriptView } from '@zhike/shared/contracts/script';
import { fillScript } from '@zhike/shared/formulas/script-text';
import { useState } from 'react';
import { businessNow } from '../../shared/clock/business-clock.ts';
import { dayOf } from '../../shared/format/time.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyWarning } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { EXAMPLE_NICKNAME, Phone, Said } from '../components/phone/phone.tsx';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import {
  type ScriptOrder,
  useChangeScripts,
  useCompanyCategories,
  useCompanyScripts,
} from '../features/script/api/script-library.ts';
import { CategoryTree } from '../features/script/category-tree.tsx';
import { ImportDialog } from '../features/script/import-dialog.tsx';
import { ScriptEditor } from '../features/script/script-editor.tsx';
import { ScriptStats } from '../features/script/script-stats.tsx';
import { ScriptTable } from '../features/script/script-table.tsx';
import '../features/script/script.css';

type Tab = 'library' | 'stats';

/** What the company says, by category; who uses it. */
export function ScriptsPage() {
  const viewer = useViewer();
  const [tab, setTab] = useState<Tab>('library');
  const [editing, setEditing] = useState<ScriptView | 'new' | null>(null);
  const [categoryId, setCategoryId] = useState<string | null>(null);
  const [isImporting, setIsImporting] = useState(false);
  const categories = useCompanyCategories();
  const category = categories.data?.find(({ id }) => id === categoryId);
  const begin = (what: () => void, needsOne: boolean) => {
    if (categories.data?.length === 0) return notifyWarning('请先新建一个分类');
    if (needsOne && !category) return notifyWarning('请先在左边选择要导入的分类');
    what();
  };
  if (editing) {
    return (
      <Page title={editing === 'new' ? '新建话术' : '修改话术'}>
        <ScriptEditor
          script={editing === 'new' ? undefined : editing}
          viewerId={viewer.userId}
          categories={categories.data ?? []}
          categoryId={categoryId}
          pickDepartments={(value, onChange) => (
            <DepartmentsSelect value={value} onChange={onChange} placeholder="选择部门(包含下级)" />
          )}
          preview={previewOf}
          onLeave={() => setEditing(null)}
        />
      </Page>
    );
  }
  return (
    <Page
      title="话术"
      hint="员工在侧边栏里两下发给客户,客户昵称等自动填好;员工自己的话术只有本人看得到。"
      actions={
        <>
          <Button variant="outline" onClick={() => begin(() => setIsImporting(true), true)}>
            批量导入
          </Button>
          <Button
            theme="primary"
            icon={<Icon name="plus" size={16} />}
            onClick={() => begin(() => setEditing('new'), false)}
          >
            新建话术
          </Button>
        </>
      }
    >
      <FilterChips
        label="看什么"
        value={tab}
        options={[
          { value: 'library', label: '话术库' },
          { value: 'stats', label: '使用统计' },
        ]}
        onChange={setTab}
      />
      {tab === 'stats' ? (
        <ScriptStats />
      ) : (
        <div className="script-columns">
          <Card>
            <Loaded query={categories}>
              {(items) => <CategoryTree categories={items} current={categoryId} canEdit onChange={setCategoryId} />}
            </Loaded>
          </Card>
          <Library
            categoryId={categoryId}
            nameOf={(id) => categories.data?.find((one) => one.id === id)?.name ?? ''}
            onEdit={setEditing}
            onNew={() => begin(() => setEditing('new'), false)}
          />
        </div>
      )}
      {isImporting && category ? <ImportDialog category={category} onClose={() => setIsImporting(false)} /> : null}
    </Page>
  );
}

interface LibraryProps {
  categoryId: string | null;
  nameOf(categoryId: string): string;
  onEdit(script: ScriptView): void;
  onNew(): void;
}

function Library({ categoryId, nameOf, onEdit, onNew }: LibraryProps) {
  const [text, setText] = useState('');
  const [sort, setSort] = useState<ScriptOrder>('order');
  const [removing, setRemoving] = useState<ScriptView | null>(null);
  const scripts = useCompanyScripts({ text, categoryId, sort });
  const { remove } = useChangeScripts();
  return (
    <div className="script-library">
      <div className="filters">
        <SearchBox value={text} onChange={setText} placeholder="搜索标题、内容,支持拼音首字母" />
        <FilterChips
          label="排序"
          value={sort}
          options={[
            { value: 'order', label: '按分类' },
            { value: 'most_used', label: '最常用' },
          ]}
          onChange={setSort}
        />
      </div>
      <Card flush>
        <EndlessList
          query={scripts}
          empty={
            text ? (
              <StateView title={`没有找到「${text}」`} hint="换个说法试试" />
            ) : (
              <StateView
                title="还没有话术"
                hint="把优秀同事常说的话存下来,例如「报价后的跟进」「价格异议」"
                action={{ label: '新建话术', onClick: onNew }}
              />
            )
          }
        >
          {(items) => <ScriptTable scripts={items} categoryName={nameOf} onEdit={onEdit} onRemove={setRemoving} />}
        </EndlessList>
      </Card>
      {removing ? (
        <Confirm
          title={`删除话术「${removing.title}」`}
          action="删除"
          danger
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        >
          员工不能再发送它;已经发过 {removing.sent} 次的记录会保留。
        </Confirm>
      ) : null}
    </div>
  );
}

const REP = { name: '张伟', avatar: null };

function previewOf(text: string, materials: readonly { id: string; title: string }[]) {
  const [, month, day] = dayOf(businessNow()).split('-').map(Number);
  const filled = fillScript(text, {
    客户昵称: EXAMPLE_NICKNAME,
    客户备注: '林姐',
    员工姓名: REP.name,
    员工职位: '高级顾问',
    企业名称: '示例公司',
    今天日期: `${month}月${day}日`,
  });
  return (
    <Phone title={REP.name}>
      {filled.trim() ? (
        <Said rep={REP}>
          <p className="phone-bubble">{filled}</p>
        </Said>
      ) : null}
      {materials.map(({ id, title }) => (
        <Said key={id} rep={REP}>
          <p className="phone-bubble">《{title}》</p>
        </Said>
      ))}
    </Phone>
  );
}

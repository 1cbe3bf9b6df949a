import type { TagGroupView } from '@zhike/shared/contracts/tag';
import { useState } from 'react';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { useDepartments } from '../features/corp/api/list-departments.ts';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { useChangeTags } from '../features/tag/api/change-tags.ts';
import { useTagGroups } from '../features/tag/api/list-tag-groups.ts';
import { moved } from '../features/tag/moved.ts';
import { TagGroupCard } from '../features/tag/tag-group-card.tsx';
import { TagGroupDialog } from '../features/tag/tag-group-dialog.tsx';

export function TagsPage() {
  const library = useTagGroups();
  const departments = useDepartments();
  const { orderGroups } = useChangeTags();
  const [q, setQ] = useState('');
  const [dialog, setDialog] = useState<TagGroupView | 'new' | null>(null);
  const audience = ({ departmentIds }: TagGroupView) =>
    departmentIds === null
      ? '所有人可用'
      : `仅 ${departmentIds.map((id) => departments.data?.items.find((one) => one.id === id)?.name ?? `部门 ${id}`).join('、')} 可用`;

  return (
    <Page
      title="标签"
      hint={
        <>
          和企业微信的企业标签保持一致:这里改了企业微信跟着改,企业微信里改了这里也会更新。
          {library.data?.items.some(({ tags }) => tags.some(({ editable }) => !editable))
            ? '标着「企业微信创建」的组里,没有改名按钮的标签只能在创建它的地方改名和删除,给客户打上不受影响。'
            : null}
        </>
      }
      actions={
        library.data?.can.create ? (
          <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('new')}>
            新建标签组
          </Button>
        ) : null
      }
    >
      <div className="filters">
        <SearchBox value={q} onChange={setQ} placeholder="搜索标签或标签组" />
      </div>
      <Loaded query={library} lines={8}>
        {({ items }) => {
          const shown = items
            .map((group) => ({
              ...group,
              tags: q && !group.name.includes(q) ? group.tags.filter(({ name }) => name.includes(q)) : group.tags,
            }))
            .filter((group) => !q || group.tags.length > 0 || group.name.includes(q));
          if (shown.length === 0)
            return q ? (
              <StateView title="没有这样的标签" />
            ) : (
              <StateView
                title="还没有标签"
                hint="标签用来区分客户,例如「意向程度:高、中、低」。渠道活码可以在客户扫码时自动打上。"
              />
            );
          return shown.map((group) => {
            const index = items.findIndex(({ id }) => id === group.id);
            const move = (by: -1 | 1) =>
              orderGroups.mutate(
                moved(items, index, by).map(({ id }) => id),
                { onError: notifyFailed },
              );
            // Part of a group cannot be ordered, so moving waits until the search is cleared.
            const canMove = !q && group.can.reorder && items.length > 1;
            return (
              <TagGroupCard
                key={group.id}
                group={q ? { ...group, can: { ...group.can, reorder: false, delete: false } } : group}
                audience={audience(group)}
                onEdit={() => setDialog(group)}
                movers={
                  canMove ? (
                    <>
                      <button
                        type="button"
                        className="plain-button"
                        aria-label={`上移${group.name}`}
                        disabled={index === 0 || orderGroups.isPending}
                        onClick={() => move(-1)}
                      >
                        <Icon name="up" size={16} />
                      </button>
                      <button
                        type="button"
                        className="plain-button"
                        aria-label={`下移${group.name}`}
                        disabled={index === items.length - 1 || orderGroups.isPending}
                        onClick={() => move(1)}
                      >
                        <Icon name="down" size={16} />
                      </button>
                    </>
                  ) : null
                }
              />
            );
          });
        }}
      </Loaded>
      {dialog ? (
        <TagGroupDialog
          group={dialog === 'new' ? undefined : dialog}
          pickDepartments={(options) => <DepartmentsSelect {...options} placeholder="选择部门(包含下级)" />}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Page>
  );
}

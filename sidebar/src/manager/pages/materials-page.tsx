import type { MaterialSort } from '@zhike/shared/contracts/material';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { useSearchWords } from '../app/use-search-words.ts';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { FilterFold } from '../components/filter-fold.tsx';
import { Icon } from '../components/icon.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { useChangeMaterials } from '../features/material/api/change-materials.ts';
import { useMaterials } from '../features/material/api/search-materials.ts';
import { type LibraryFilter, readFilter, sorts, stateChoices } from '../features/material/library/filter.ts';
import { DropZone } from '../features/material/library/drop-zone.tsx';
import { FolderTree } from '../features/material/library/folder-tree.tsx';
import { KindChips } from '../features/material/library/kind-chips.tsx';
import { MaterialGrid } from '../features/material/library/material-grid.tsx';
import { NewMenu } from '../features/material/library/new-menu.tsx';
import { SelectionBar } from '../features/material/library/selection-bar.tsx';
import { UploadList } from '../features/material/library/upload-list.tsx';
import { useUploads } from '../features/material/library/use-uploads.ts';
import '../components/table.css';
import '../features/material/library/library.css';

const nobody: ReadonlySet<string> = new Set();

export function MaterialsPage() {
  const mayEdit = useViewer().role !== 'rep';
  const navigate = useNavigate();
  const [address, setAddress] = useUrlFilter<LibraryFilter>();
  const [words, search] = useSearchWords();
  const filter = readFilter(address, mayEdit);
  const materials = useMaterials({ ...filter, text: words });
  const { favour, move } = useChangeMaterials();
  const { items: uploads, queue } = useUploads();
  const [chosen, setChosen] = useState(nobody);
  const [choosing, setChoosing] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const isFiltered = words !== '' || Boolean(address.folder ?? address.kinds ?? address.favourite ?? address.states);
  const add = (list: File[]) => queue.add(list, filter.folderId);
  const change = (part: Parameters<typeof setAddress>[0]) => {
    setChosen(nobody);
    setAddress(part);
  };
  // What is no longer shown is not chosen either.
  const find = (text: string) => {
    setChosen(nobody);
    search(text);
  };

  return (
    <Page
      title="素材库"
      hint="放好一次,员工在聊天侧边栏里直接发给客户;以卡片发出的,能看到谁打开、看了多久。"
      actions={
        <>
          <Link className="plain-button" to="/material-stats">
            使用统计
          </Link>
          {mayEdit ? (
            <>
              <Button variant="outline" icon={<Icon name="upload" size={16} />} onClick={() => files.current?.click()}>
                上传文件
              </Button>
              <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => setChoosing(true)}>
                新建素材
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <div className="library">
        <FolderTree
          value={filter.folderId}
          mayEdit={mayEdit}
          onChange={(folder) => change({ folder: folder ?? undefined })}
          onMove={(materialIds, folderId) =>
            move.mutate(
              { materialIds, folderId },
              {
                onSuccess: () => {
                  setChosen(nobody);
                  notifyDone(`${materialIds.length} 份素材已移动`);
                },
                onError: notifyFailed,
              },
            )
          }
        />
        <DropZone disabled={!mayEdit} hint="松开鼠标,把文件放进素材库" onFiles={add}>
          <UploadList items={uploads} queue={queue} />
          <div className="filters">
            <SearchBox value={words} onChange={find} placeholder="标题、说明,或拼音首字母" />
            <FilterFold narrowing={[filter.kinds.length > 0, filter.onlyFavourites, address.states !== undefined]}>
              <KindChips value={filter.kinds} onChange={(kinds) => change({ kinds: kinds.join(',') || undefined })} />
              <FilterChips
                label="排序"
                options={sorts}
                value={filter.sort}
                onChange={(sort: MaterialSort) => change({ sort: sort === 'newest' ? undefined : sort })}
              />
              <button
                type="button"
                className="filter-chip"
                aria-pressed={filter.onlyFavourites}
                onClick={() => change({ favourite: filter.onlyFavourites ? undefined : '1' })}
              >
                只看收藏
              </button>
              {mayEdit ? (
                <FilterChips
                  label="状态"
                  options={stateChoices}
                  value={filter.states}
                  onChange={(states) => change({ states: states === 'all' ? undefined : states })}
                />
              ) : null}
              <FilterChips
                label="显示方式"
                options={[
                  { value: 'grid', label: '卡片' },
                  { value: 'list', label: '列表' },
                ]}
                value={address.view === 'list' ? 'list' : 'grid'}
                onChange={(view) => setAddress({ view: view === 'list' ? view : undefined })}
              />
            </FilterFold>
          </div>
          <SelectionBar
            materialIds={[...chosen]}
            isRetired={filter.states === 'retired'}
            onDone={() => setChosen(nobody)}
          />
          <EndlessList
            query={materials}
            empty={
              <Card flush>
                {isFiltered ? (
                  <StateView
                    title="没有符合条件的素材"
                    action={{
                      label: '清除条件',
                      onClick: () => {
                        find('');
                        change({ folder: undefined, kinds: undefined, favourite: undefined, states: undefined });
                      },
                    }}
                  />
                ) : (
                  <StateView
                    title="素材库还是空的"
                    hint={
                      mayEdit
                        ? '把图片、MP4、PDF 或 Office 文件拖到这里就能上传,PDF 会变成可以翻页的产品手册;也可以新建文章、案例或链接。'
                        : '管理员放进素材后,这里和聊天侧边栏里就能用了。'
                    }
                    action={mayEdit ? { label: '新建素材', onClick: () => setChoosing(true) } : undefined}
                  />
                )}
              </Card>
            }
          >
            {(items) => (
              <MaterialGrid
                items={items}
                layout={address.view === 'list' ? 'list' : 'grid'}
                mayEdit={mayEdit}
                chosen={chosen}
                onChoose={(id, isChosen) =>
                  setChosen((now) => new Set(isChosen ? [...now, id] : [...now].filter((one) => one !== id)))
                }
                onFavour={({ id, isFavourite }) =>
                  favour.mutate({ materialId: id, isFavourite: !isFavourite }, { onError: notifyFailed })
                }
              />
            )}
          </EndlessList>
        </DropZone>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="选择要上传的文件"
        onChange={({ target }) => {
          add([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {choosing ? (
        <NewMenu
          onChoose={(kind) =>
            void navigate(`/materials/new/${kind}${filter.folderId ? `?folder=${filter.folderId}` : ''}`)
          }
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </Page>
  );
}

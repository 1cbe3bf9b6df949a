import { Field } from '../../../components/field.tsx';
import { DayRange } from '../../../components/day-range.tsx';
import { useMaterialFolders } from '../api/folders.ts';
import { folderLines } from '../library/folder-rules.ts';
import { FolderSelect } from '../library/folder-select.tsx';
import type { MaterialPickers, SectionProps } from './section.ts';

/** Where it lies, who may send it and how long. */
export function OfferSection({ form, change, problems, pickers }: SectionProps & { pickers: MaterialPickers }) {
  const folders = useMaterialFolders();
  return (
    <>
      <Field label="文件夹">
        <FolderSelect
          label="文件夹"
          lines={folderLines(folders.data?.items ?? [])}
          value={form.folderId}
          none="不放在文件夹里"
          onChange={(folderId) => change({ folderId })}
        />
      </Field>
      <Field label="谁可以发送" hint="不选就是全体员工;选了部门,下级部门也包括在内。">
        {pickers.departments({
          value: form.departmentIds,
          label: '可以发送的部门',
          onChange: (departmentIds) => change({ departmentIds }),
        })}
      </Field>
      <Field
        label="有效期"
        problem={problems.valid}
        hint="两端都可以不填。过期后员工找不到它,已发出的链接会说明内容已下架。"
      >
        <DayRange
          from={form.validFrom || undefined}
          to={form.validUntil || undefined}
          onChange={(part) =>
            change({
              ...('from' in part ? { validFrom: part.from ?? '' } : {}),
              ...('to' in part ? { validUntil: part.to ?? '' } : {}),
            })
          }
        />
      </Field>
    </>
  );
}

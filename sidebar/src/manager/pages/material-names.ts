import { useMemo } from 'react';
import { useDepartments } from '../features/corp/api/list-departments.ts';
import { useMaterialFolders } from '../features/material/api/folders.ts';
import type { SummaryNames } from '../features/material/editor/summary.ts';
import { folderLines, pathOf } from '../features/material/library/folder-rules.ts';

/** Today's names of what a material may point to. */
export function useMaterialNames(): SummaryNames {
  const departments = useDepartments().data;
  const folders = useMaterialFolders().data;
  return useMemo(() => {
    const byDepartment = new Map(departments?.items.map(({ id, name }) => [id, name]));
    const lines = folderLines(folders?.items ?? []);
    return { department: (id) => byDepartment.get(id), folder: (id) => pathOf(lines, id) || '文件夹' };
  }, [departments, folders]);
}

/** What is being dragged, told apart from files that come from outside. */
export const FOLDER_DRAG = 'application/x-zhike-folder';
export const MATERIAL_DRAG = 'application/x-zhike-materials';

/** What was dropped. */
export function readDrag(data: Pick<DataTransfer, 'getData'>): { materialIds: string[]; folderId: string | null } {
  return {
    materialIds: data.getData(MATERIAL_DRAG).split(',').filter(Boolean),
    folderId: data.getData(FOLDER_DRAG) || null,
  };
}

import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import type { ReactNode } from 'react';
import { kindNames, sayDepartments, sayOptions } from './say-field.ts';
import '../../components/table.css';

interface FieldTableProps {
  fields: readonly CustomFieldView[];
  nameOfDepartment(id: number): string | undefined;
  /** What can be done with a field; absent for whoever may only look. */
  actionsOf?: (field: CustomFieldView, index: number) => ReactNode;
}

/** Fields with what they are and for whom. */
export function FieldTable({ fields, nameOfDepartment, actionsOf }: FieldTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">字段</th>
          <th scope="col">类型</th>
          <th scope="col">选项</th>
          <th scope="col">供谁填写</th>
          {actionsOf ? (
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {fields.map((field, index) => {
          const options = sayOptions(field);
          return (
            <tr key={field.id}>
              <td>
                <strong>{field.name}</strong>
              </td>
              <td data-label="类型">
                {kindNames[field.kind]}
                {field.unit ? `(${field.unit})` : ''}
              </td>
              <td data-label="选项" data-empty={options === '' || undefined}>
                {options}
              </td>
              <td data-label="供谁填写">{sayDepartments(field.departmentIds, nameOfDepartment)}</td>
              {actionsOf ? <td>{actionsOf(field, index)}</td> : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

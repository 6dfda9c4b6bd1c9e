/** The one task a new board starts with; it works on the sample office folder. */
export const exampleTask = {
  taskId: 't_example',
  title: 'Renewal risk of our three largest customers',
  brief: 'Brief me on the renewal risk of our three largest customers.',
};

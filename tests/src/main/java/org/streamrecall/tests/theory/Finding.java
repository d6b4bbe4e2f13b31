package org.streamrecall.tests.theory;

import java.util.List;
import org.streamrecall.deploy.page.Drawing;
import org.streamrecall.deploy.page.Table;

/**
 * What the rows of a study say.
 *
 * @param verdict no stronger than they are, in one line or several
 * @param drawings at least one
 * @param table of the same figures
 */
record Finding(String verdict, List<Drawing> drawings, Table table) {}

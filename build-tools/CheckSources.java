import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Fails where main code has what neither the compiler nor the formatter refuses:
///
/// - `default` in a switch over one of our own enums or sealed types, which would hide a case that
///   is added later;
/// - one string in two pieces on one line, where a line was broken once.
void main() throws Exception {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of(""))) {
        sources =
                files.filter(file -> file.toString().matches("(.*/)?src/main/java/.*\\.java"))
                        .toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                manager,
                                null,
                                List.of(),
                                null,
                                manager.getJavaFileObjectsFromPaths(sources));
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        Ours ours = new Ours();
        units.forEach(unit -> ours.scan(unit, null));
        Trees trees = Trees.instance(task);
        int complaints = 0;
        for (CompilationUnitTree unit : units) {
            Check check = new Check(unit, trees, ours);
            check.scan(unit, null);
            complaints += check.complaints;
        }
        for (Path source : sources) {
            complaints += splitStrings(source);
        }
        if (complaints > 0) {
            System.exit(1);
        }
    }
}

/// The parser joins the pieces, so they are looked for in the text.
int splitStrings(Path source) throws IOException {
    Pattern split = Pattern.compile("[^\"\\(,]\" \\+ \"\\w(?![^\"]*\"\\.)");
    int found = 0;
    List<String> lines = Files.readAllLines(source);
    for (int i = 0; i < lines.size(); i++) {
        if (split.matcher(lines.get(i)).find() && !lines.get(i).contains("\\n\" + ")) {
            found++;
            IO.println(source + ":" + (i + 1) + ": one string in two pieces");
        }
    }
    return found;
}

/// Our own enums' constants, and our own sealed types with what is declared in them.
static class Ours extends TreeScanner<Void, Void> {
    final Set<String> constants = new HashSet<>();
    final Set<String> cases = new HashSet<>();

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        for (Tree member : type.getMembers()) {
            if (type.getKind() == Tree.Kind.ENUM
                    && member instanceof VariableTree constant
                    && constant.getType() instanceof IdentifierTree name
                    && name.getName().contentEquals(type.getSimpleName())) {
                constants.add(constant.getName().toString());
            }
            if (type.getModifiers().getFlags().contains(Modifier.SEALED)
                    && member instanceof ClassTree one) {
                cases.add(type.getSimpleName() + "." + one.getSimpleName());
                cases.add(one.getSimpleName().toString());
            }
        }
        if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
            cases.add(type.getSimpleName().toString());
            type.getPermitsClause().forEach(permitted -> cases.add(permitted.toString()));
        }
        return super.visitClass(type, nothing);
    }
}

static class Check extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final Ours ours;
    int complaints;

    Check(CompilationUnitTree unit, Trees trees, Ours ours) {
        this.unit = unit;
        this.trees = trees;
        this.ours = ours;
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void nothing) {
        check(tree, tree.getCases());
        return super.visitSwitch(tree, nothing);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
        check(tree, tree.getCases());
        return super.visitSwitchExpression(tree, nothing);
    }

    private void check(Tree tree, List<? extends CaseTree> cases) {
        List<CaseLabelTree> labels = new ArrayList<>();
        cases.forEach(one -> labels.addAll(one.getLabels()));
        boolean hasDefault =
                labels.stream().anyMatch(label -> label instanceof DefaultCaseLabelTree);
        if (hasDefault && labels.stream().anyMatch(this::isOurs)) {
            complain(tree, "a default in a switch over our own type; name its cases");
        }
    }

    private boolean isOurs(CaseLabelTree label) {
        return switch (label) {
            case ConstantCaseLabelTree constant ->
                    constant.getConstantExpression() instanceof IdentifierTree name
                            && ours.constants.contains(name.getName().toString());
            case PatternCaseLabelTree pattern -> ours.cases.contains(type(pattern.getPattern()));
            default -> false;
        };
    }

    private static String type(PatternTree pattern) {
        return switch (pattern) {
            case BindingPatternTree binding ->
                    binding.getVariable().getType() == null
                            ? ""
                            : binding.getVariable().getType().toString();
            case DeconstructionPatternTree record -> record.getDeconstructor().toString();
            default -> "";
        };
    }

    private long line(Tree tree) {
        long start = trees.getSourcePositions().getStartPosition(unit, tree);
        return unit.getLineMap().getLineNumber(start);
    }

    private void complain(Tree tree, String what) {
        complaints++;
        IO.println(Path.of(unit.getSourceFile().toUri()) + ":" + line(tree) + ": " + what);
    }
}

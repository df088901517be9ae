import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.function.Consumer;

final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

/// Argument: a folder of jar files, of which those of this project are changed in place, or of
/// classes, which all are.
///
/// A `switch` over types, and `equals` and `hashCode` of a record, are compiled to calls that make
/// their code when they are first run, and an AOT cache cannot keep that code: a start of
/// tsocks-route made some twenty such pieces, a third of its time. This gives each of them a method
/// that does what the made code would do.
void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
        jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    List<URL> urls = new ArrayList<>();
    for (Path source : jars.isEmpty() ? List.of(folder) : jars) {
        urls.add(source.toUri().toURL());
    }
    try (URLClassLoader classes = new URLClassLoader(urls.toArray(URL[]::new))) {
        ClassFile context =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(classes)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        if (jars.isEmpty()) {
            unfoldAll(context, folder);
        }
        for (Path jar : jars) {
            if (jar.getFileName().toString().startsWith("tsocks-")) {
                try (FileSystem files = FileSystems.newFileSystem(jar)) {
                    unfoldAll(context, files.getPath("/"));
                }
            }
        }
    }
}

void unfoldAll(ClassFile context, Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
            unfold(context, file);
        }
    }
}

/// A method that takes the place of a call.
record Unfolded(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

void unfold(ClassFile context, Path file) throws IOException {
    ClassModel model = context.parse(Files.readAllBytes(file));
    List<Unfolded> methods = new ArrayList<>();
    ClassTransform both =
            ClassTransform.transformingMethodBodies(calls(model, methods))
                    .andThen(ClassTransform.endHandler(type -> addMethods(type, methods)));
    byte[] unfolded = context.transformClass(model, both);
    if (!methods.isEmpty()) {
        Files.write(file, unfolded);
    }
}

CodeTransform calls(ClassModel model, List<Unfolded> methods) {
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    ClassDesc type = model.thisClass().asSymbol();
    return (code, element) -> {
        Optional<Consumer<CodeBuilder>> body =
                element instanceof InvokeDynamicInstruction call ? body(call) : Optional.empty();
        if (element instanceof InvokeDynamicInstruction call && body.isPresent()) {
            String name = "unfolded$" + call.name().stringValue() + "$" + methods.size();
            methods.add(new Unfolded(name, call.typeSymbol(), body.get()));
            code.invokestatic(type, name, call.typeSymbol(), isInterface);
        } else {
            code.with(element);
        }
    };
}

void addMethods(ClassBuilder type, List<Unfolded> methods) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    for (Unfolded method : methods) {
        type.withMethodBody(method.name, method.type, flags, method.body);
    }
}

/// What a call does; empty if it is left as it is.
Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction call) {
    ClassDesc bootstrap = call.bootstrapMethod().owner();
    List<ConstantDesc> arguments = call.bootstrapArgs();
    String name = call.name().stringValue();
    if (bootstrap.equals(SWITCHES)
            && name.equals("typeSwitch")
            && arguments.stream().allMatch(ClassDesc.class::isInstance)) {
        List<ClassDesc> labels = arguments.stream().map(ClassDesc.class::cast).toList();
        return Optional.of(code -> labelByLabel(code, labels));
    }
    if (!bootstrap.equals(RECORDS) || name.equals("toString")) {
        return Optional.empty();
    }
    ClassDesc type = (ClassDesc) arguments.getFirst();
    List<DirectMethodHandleDesc> fields =
            arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    if (fields.stream().anyMatch(field -> isFloating(typeOf(field)))) {
        return Optional.empty();
    }
    return name.equals("equals")
            ? Optional.of(code -> equalFields(code, type, fields))
            : Optional.of(code -> hashOfFields(code, type, fields));
}

ClassDesc typeOf(DirectMethodHandleDesc field) {
    return field.invocationType().returnType();
}

boolean isFloating(ClassDesc type) {
    return type.equals(ConstantDescs.CD_double) || type.equals(ConstantDescs.CD_float);
}

/// As the documentation of `SwitchBootstraps.typeSwitch` has it: -1 for null, the first label from
/// `restart` on that the target is an instance of, the number of labels where it is of none.
/// Parameter 0 is the target, parameter 1 is `restart`.
void labelByLabel(CodeBuilder code, List<ClassDesc> labels) {
    Label some = code.newLabel();
    code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
    for (int label = 0; label < labels.size(); label++) {
        Label next = code.newLabel();
        code.iload(1).loadConstant(label).if_icmpgt(next);
        code.aload(0).instanceOf(labels.get(label)).ifeq(next);
        code.loadConstant(label).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
}

/// As the documentation of `Record.equals` has it.
void equalFields(CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> fields) {
    Label different = code.newLabel();
    code.aload(1).instanceOf(type).ifeq(different);
    code.aload(1).checkcast(type).astore(2);
    for (DirectMethodHandleDesc field : fields) {
        ClassDesc of = typeOf(field);
        code.aload(0).getfield(type, field.methodName(), of);
        code.aload(2).getfield(type, field.methodName(), of);
        switch (TypeKind.from(of)) {
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.if_icmpne(different);
            case LONG -> code.lcmp().ifne(different);
            case REFERENCE ->
                    code.invokestatic(
                                    OBJECTS,
                                    "equals",
                                    MethodTypeDesc.of(
                                            ConstantDescs.CD_boolean,
                                            ConstantDescs.CD_Object,
                                            ConstantDescs.CD_Object))
                            .ifeq(different);
            case FLOAT, DOUBLE, VOID -> throw new IllegalStateException("left as it is: " + of);
        }
    }
    code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
}

/// Of equal records the same number, made of the numbers of the fields.
void hashOfFields(CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
        ClassDesc of = typeOf(field);
        code.bipush(31).imul().aload(0).getfield(type, field.methodName(), of);
        switch (TypeKind.from(of)) {
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> {}
            case LONG -> hash(code, ConstantDescs.CD_Long, ConstantDescs.CD_long);
            case REFERENCE -> hash(code, OBJECTS, ConstantDescs.CD_Object);
            case FLOAT, DOUBLE, VOID -> throw new IllegalStateException("left as it is: " + of);
        }
        code.iadd();
    }
    code.ireturn();
}

void hash(CodeBuilder code, ClassDesc owner, ClassDesc of) {
    code.invokestatic(owner, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, of));
}
